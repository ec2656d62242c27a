use rust_decimal::Decimal;

/// The sum, unless it has more digits than a decimal can hold.
pub(crate) fn add(one: Decimal, other: Decimal) -> Option<Decimal> {
    let sum = one.checked_add(other)?;
    // Eighteen digits with nine decimals at most: brought to one scale they stay within the 28 that a decimal holds.
    let short = |number: Decimal| number.scale() <= 9 && number.mantissa().unsigned_abs() < 1_000_000_000_000_000_000;
    if short(one) && short(other) {
        return Some(sum);
    }
    // `checked_add` rounds when the digits run out: what was added must come back out.
    (sum.checked_sub(one) == Some(other) && sum.checked_sub(other) == Some(one)).then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::decimal;

    #[test]
    fn a_rounded_sum_is_none() {
        assert_eq!(add(decimal("0.1"), decimal("0.20")), Some(decimal("0.3")));
        assert_eq!(
            add(decimal("999999999999999999"), decimal("0.999999999")),
            Some(decimal("999999999999999999.999999999"))
        );
        assert_eq!(add(Decimal::MAX, decimal("0.4")), None);
        assert_eq!(add(Decimal::MAX, decimal("1")), None);
        assert_eq!(add(Decimal::MAX, Decimal::MIN), Some(Decimal::ZERO));
    }
}
