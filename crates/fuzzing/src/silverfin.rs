//! What Silverfin answers.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use async_trait::async_trait;
use bytes::Bytes;
use chrono::TimeDelta;
use futures::executor::block_on;
use passerelle_agent::mapping::Mapping;
use passerelle_agent::merge::{Base, Decisions, MergePlan, Ownership, Standing, StandingValue, merge};
use passerelle_agent::settings::{OwnershipRule, Values};
use passerelle_silverfin::{
    AccessTokens, CompanyId, CustomProperty, FirmId, FolderId, PeriodId, PropertyAddress, PropertyValue,
    ReconciliationId, SilverfinAddress, SilverfinApi as _, SilverfinClient, SilverfinError, WorkflowId,
};
use passerelle_social_balance::{Decimal, FinancialYear, Model, RubricCode, Sheet};
use passerelle_transport::{Clock as _, Pace, Pacer};
use secrecy::SecretString;

use crate::answers::{LONGEST_ERROR, Script};

const TOKEN: &str = "silverfin-token-that-no-error-may-show";

static MAPPING: LazyLock<Mapping> = LazyLock::new(|| Mapping::from_settings(&Values::default()).expect("a mapping"));

/// A login that stands, and cannot be renewed.
struct JustTokens;

#[async_trait]
impl AccessTokens for JustTokens {
    async fn current(&self) -> Result<SecretString, SilverfinError> {
        Ok(TOKEN.into())
    }

    async fn renewed(&self, _rejected: &SecretString) -> Result<SecretString, SilverfinError> {
        Err(SilverfinError::LoginLapsed)
    }
}

/// Any answer of Silverfin is understood or is an error of bounded length that shows no token; no answer makes the
/// client ask for ever; a list names nothing twice; and nothing that stands is planned to be written over.
pub(super) fn silverfin_answer(bytes: &[u8]) {
    let Some(script) = Script::read(bytes) else { return };
    let (transport, clock) = script.network();
    let pacer = Arc::new(Pacer::new(clock.clone(), Pace::default()));
    let client =
        SilverfinClient::new(address(), FirmId(13), transport.clone(), pacer, clock.clone(), Arc::new(JustTokens));
    let (company, period, workflow) = (CompanyId(7), PeriodId(8), WorkflowId(9));
    let (template, folder) = (ReconciliationId(10), FolderId(11));
    let outcome = block_on(async {
        match script.operation {
            "firm" => client.firm().await.map(drop),
            "user" => client.user().await.map(drop),
            "companies" => client.companies().await.map(|list| each_once(list.iter().map(|row| row.id))),
            "company" => client.company(company).await.map(|found| assert_eq!(found.id, company)),
            "periods" => client.periods(company).await.map(|list| each_once(list.iter().map(|row| row.id))),
            "workflows" => client.workflows(company, period).await.map(|list| each_once(list.iter().map(|row| row.id))),
            "status" => client.workflow_status(company, period, workflow).await.map(drop),
            "reconciliations" => client
                .reconciliations(company, period, workflow)
                .await
                .map(|list| each_once(list.iter().map(|row| row.id))),
            "custom" => client.custom_properties(company, period, template).await.map(|list| {
                each_once(list.iter().map(|row| &row.address));
                plan_against(&list, &Base::default());
            }),
            "write" => {
                let address = PropertyAddress { namespace: "own".to_owned(), key: "code_1003".to_owned() };
                let property = CustomProperty { address, value: Some(PropertyValue::Text("1".to_owned())) };
                let written = client.write_custom_properties(company, period, template, &[property]).await;
                assert_eq!(transport.requests().len(), 1, "a write is never repeated by itself");
                written
            }
            "templates" => client.templates().await.map(drop),
            "folder" => client.folder(company, folder).await.map(drop),
            "create_folder" => client.create_folder(company, folder, "Bilan social").await.map(drop),
            "upload" => client.upload_document(company, folder, "a.pdf", Bytes::from_static(b"%PDF")).await.map(drop),
            _ => Ok(()),
        }
    });
    script.assert_asked_little(&transport);
    assert!(clock.now().timestamp() < TimeDelta::days(2).num_seconds(), "the client waited until {}", clock.now());
    if let Err(error) = outcome {
        let said = error.to_string();
        assert!(said.chars().count() <= LONGEST_ERROR, "an error of {} bytes", said.len());
        assert!(!format!("{error:?} {said}").contains(TOKEN));
    }
}

pub(crate) fn address() -> SilverfinAddress {
    SilverfinAddress::new("https://live.getsilverfin.com".parse().expect("an address")).expect("https")
}

fn each_once<T: Ord>(keys: impl Iterator<Item = T>) {
    let mut seen = BTreeSet::new();
    for key in keys {
        assert!(seen.insert(key), "a list names something twice");
    }
}

/// A sheet with every second cell filled.
pub(crate) fn sheet() -> Sheet {
    let day = |text: &str| text.parse().expect("a date");
    Sheet {
        enterprise_number: "0403019261".parse().expect("a number"),
        financial_year: FinancialYear::new(day("2025-01-01"), day("2025-12-31")).expect("a year"),
        model: Model::Full,
        joint_committees: [].into(),
        cells: RubricCode::all().zip(1..).step_by(2).map(|(code, index)| (code, Decimal::from(index))).collect(),
    }
}

/// These figures as they stand in a template.
pub(crate) fn properties(figures: impl Iterator<Item = (RubricCode, Decimal)>) -> Vec<CustomProperty> {
    let property = |(code, value): (_, Decimal)| CustomProperty {
        address: MAPPING.address(code).expect("every rubric has a place").clone(),
        value: Some(PropertyValue::Text(value.to_string())),
    };
    figures.map(property).collect()
}

/// Plans the sheet against whatever stands there, and holds the plan to what must be true of every plan.
pub(crate) fn plan_against(properties: &[CustomProperty], base: &Base) -> MergePlan {
    let (sheet, standing) = (sheet(), Standing::read(properties.to_vec()));
    let ownership = Ownership::all(OwnershipRule::Deliver);
    let plan = merge(&sheet, &MAPPING, &standing, base, &ownership, &Decisions::default());
    let stands = |code| standing.at(MAPPING.address(code).expect("every rubric has a place"));
    for write in &plan.writes {
        let value = stands(write.code);
        assert_eq!(value, write.before);
        let figures = [&base.written, &base.written_before, &base.perhaps_written];
        let ours = value
            .number()
            .is_some_and(|number| figures.iter().any(|figures| figures.get(&write.code) == Some(&number)));
        assert!(value == StandingValue::Absent || ours, "{}: {value:?} is somebody's and would be lost", write.code);
    }
    for code in &plan.right_already {
        assert!(stands(*code).is(sheet.cell(*code)));
    }
    let lists = plan.writes.iter().map(|write| write.code);
    let lists = lists.chain(plan.kept.iter().map(|kept| kept.code)).chain(plan.conflicts.iter().map(|one| one.code));
    each_once(lists.chain(plan.right_already.iter().copied()));
    plan
}
