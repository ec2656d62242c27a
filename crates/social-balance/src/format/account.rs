use rust_decimal::Decimal;

use super::{WriteError, WriteOptions};

/// The rubrics of accounts and notes that checks of the social balance refer to: staff (9086 to 9088), temporary staff
/// (9097, 9098, 617) and personnel costs (62, 620 to 623).
pub const ACCOUNT_CODES: [&str; 11] = ["617", "62", "620", "621", "622", "623", "9086", "9087", "9088", "9097", "9098"];

/// Which column of the accounts a figure stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Year {
    This,
    Preceding,
}

/// Metric and members of each account's figure for this year in a CBSO instance; the preceding year has `prd:m2`.
/// Source: taxonomy 22.19.3, the same in all models that have the row.
pub(super) const CBSO_FACTS: [(&str, &str); 11] = [
    ("617", "met:am1#dim:bas=bas:m1#dim:part=part:m6#dim:prd=prd:m1#dim:wkr=wkr:m2"),
    ("62", "met:am2#dim:bas=bas:m1#dim:ntr=ntr:m7#dim:part=part:m4#dim:prd=prd:m1"),
    ("620", "met:am1#dim:bas=bas:m1#dim:ntr=ntr:m7#dim:part=part:m6#dim:prd=prd:m1#dim:spec=spec:m40"),
    ("621", "met:am1#dim:bas=bas:m1#dim:ntr=ntr:m7#dim:part=part:m6#dim:prd=prd:m1#dim:spec=spec:m41"),
    ("622", "met:am1#dim:bas=bas:m1#dim:ntr=ntr:m7#dim:part=part:m6#dim:prd=prd:m1#dim:spec=spec:m42"),
    ("623", "met:am2#dim:bas=bas:m1#dim:ntr=ntr:m7#dim:part=part:m6#dim:prd=prd:m1#dim:typ=typ:m2"),
    ("9086", "met:int3#dim:bas=bas:m73#dim:mmt=mmt:m2#dim:part=part:m6#dim:prd=prd:m1#dim:wkr=wkr:m1"),
    ("9087", "met:dec1#dim:bas=bas:m73#dim:part=part:m6#dim:prd=prd:m1#dim:qlt=qlt:m3#dim:typ=typ:m16#dim:wkr=wkr:m1"),
    ("9088", "met:int4#dim:bas=bas:m73#dim:hrs=hrs:m1#dim:part=part:m6#dim:prd=prd:m1"),
    ("9097", "met:dec1#dim:bas=bas:m73#dim:part=part:m6#dim:prd=prd:m1#dim:qlt=qlt:m3#dim:typ=typ:m16#dim:wkr=wkr:m2"),
    ("9098", "met:int4#dim:bas=bas:m73#dim:hrs=hrs:m1#dim:part=part:m6#dim:prd=prd:m1#dim:wkr=wkr:m2"),
];

/// The account with this code, if it is one of those that are read.
pub(super) fn known(code: &str) -> Option<&'static str> {
    ACCOUNT_CODES.into_iter().find(|known| *known == code)
}

/// All figures of accounts that are to be written, this year's before the preceding year's.
pub(super) fn checked(options: &WriteOptions) -> Result<Vec<(&'static str, Year, Decimal)>, WriteError> {
    let this = options.accounts.iter().map(|(code, value)| (code, Year::This, *value));
    let preceding = options.preceding_accounts.iter().map(|(code, value)| (code, Year::Preceding, *value));
    this.chain(preceding)
        .map(|(code, year, value)| {
            let code = known(code).ok_or_else(|| WriteError::UnknownAccount(code.clone()))?;
            Ok((code, year, value))
        })
        .collect()
}
