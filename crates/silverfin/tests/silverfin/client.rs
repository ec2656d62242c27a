//! The API client against a script of answers.

use std::sync::Arc;

use crate::support::{Fixed, client, clock};
use http::header;
use passerelle_silverfin::{
    CompanyId, CustomProperty, FolderId, PeriodId, PropertyAddress, PropertyValue, ReconciliationId, SilverfinApi,
    SilverfinClient, SilverfinError, WorkflowId, WorkflowStatus,
};
use passerelle_transport::{Clock, FailureStage, ManualClock, ScriptedTransport, TransportError, scripted_answer};

struct World {
    transport: Arc<ScriptedTransport>,
    clock: ManualClock,
    client: SilverfinClient,
}

fn world(answers: &[(u16, &str)]) -> World {
    let transport = Arc::new(ScriptedTransport::answering(answers.iter().copied()));
    let clock = clock();
    let client = client(transport.clone(), &clock, Arc::new(Fixed));
    World { transport, clock, client }
}

impl World {
    fn paths(&self) -> Vec<String> {
        let root = "https://silverfin.example/api/v4/f/42/";
        self.transport.lines().iter().map(|line| line.replace(root, "")).collect()
    }
}

fn companies(ids: std::ops::Range<usize>) -> String {
    let rows: Vec<_> = ids.map(|id| format!(r#"{{"id":{id},"name":"Company {id}"}}"#)).collect();
    format!("[{}]", rows.join(","))
}

fn property(key: &str, value: Option<&str>) -> CustomProperty {
    CustomProperty {
        address: PropertyAddress { namespace: "social_balance_integration".into(), key: key.into() },
        value: value.map(|text| PropertyValue::Text(text.into())),
    }
}

async fn write(world: &World) -> Result<(), SilverfinError> {
    let properties = [property("code_1003", Some("120.1")), property("code_1001", None)];
    world.client.write_custom_properties(CompanyId(1), PeriodId(2), ReconciliationId(3), &properties).await
}

#[tokio::test]
async fn a_list_ends_with_its_first_page_that_is_not_full() {
    let world = world(&[(200, &companies(0..200)), (200, &companies(200..400)), (200, &companies(400..401))]);
    assert_eq!(world.client.companies().await.unwrap().len(), 401);
    assert_eq!(
        world.paths(),
        ["GET companies?page=1&per_page=200", "GET companies?page=2&per_page=200", "GET companies?page=3&per_page=200"]
    );
    let exact = self::world(&[(200, &companies(0..200)), (200, "[]")]);
    assert_eq!(exact.client.companies().await.unwrap().len(), 200);
}

#[tokio::test]
async fn rows_that_shift_between_pages_count_once_and_a_circle_is_found_out() {
    let shifting = world(&[(200, &companies(0..200)), (200, &companies(150..300))]);
    assert_eq!(shifting.client.companies().await.unwrap().len(), 300);
    let circle = world(&[(200, &companies(0..200)), (200, &companies(0..200))]);
    assert!(matches!(circle.client.companies().await, Err(SilverfinError::Garbled { .. })));
}

#[tokio::test]
async fn only_a_row_without_its_id_is_passed_over() {
    let world = world(&[(200, r#"[{"id":1,"name":7,"vat":{}},{"name":"no id"},null,{"id":"2"}]"#)]);
    let ids: Vec<_> = world.client.companies().await.unwrap().iter().map(|company| company.id.0).collect();
    assert_eq!(ids, [1, 2]);
    let odd = self::world(&[(200, r#"[{"id":1,"end_date":"31/12/2025"}]"#)]);
    assert!(matches!(odd.client.periods(CompanyId(1)).await, Err(SilverfinError::Garbled { .. })));
}

#[tokio::test]
async fn every_read_has_its_documented_place() {
    let world = world(&[
        (200, r#"{"id":42,"name":"Office"}"#),
        (200, r#"{"id":"7","name":"Integration"}"#),
        (200, r#"{"id":1,"vat":"BE 0403.019.261"}"#),
        (
            200,
            r#"[{"id":2,"end_date":"2025-12-31","fiscal_year":{"start_date":"2025-01-01","end_date":"2025-12-31"}}]"#,
        ),
        (200, r#"[{"id":4,"name":"Annual accounts"}]"#),
        (200, r#"{"status":"open","progress":"80"}"#),
        (200, r#"[{"id":3,"handle":"social_balance_sheet","starred":true}]"#),
        (200, r#"[{"namespace":"n","key":"k","value":12.5},{"namespace":"n","key":"l","value":"1"}]"#),
        (200, r#"[{"id":9,"handle":"social_balance_sheet","name_fr":"Bilan social"}]"#),
        (200, r#"{"id":0,"children":[]}"#),
    ]);
    let (client, company, period) = (&world.client, CompanyId(1), PeriodId(2));
    assert_eq!(client.firm().await.unwrap().id.0, 42);
    assert_eq!(client.user().await.unwrap().id, 7);
    assert!(client.company(company).await.unwrap().has_number_fields);
    assert!(client.periods(company).await.unwrap()[0].is_year_end());
    assert_eq!(client.workflows(company, period).await.unwrap()[0].archived, None);
    let status = client.workflow_status(company, period, WorkflowId(4)).await.unwrap();
    assert_eq!(status, WorkflowStatus { status: Some("open".into()), progress: Some(80) });
    assert_eq!(client.reconciliations(company, period, WorkflowId(4)).await.unwrap()[0].id.0, 3);
    let properties = client.custom_properties(company, period, ReconciliationId(3)).await.unwrap();
    assert_eq!(properties[0].value, Some(PropertyValue::Other(serde_json::json!(12.5))));
    assert_eq!(client.templates().await.unwrap()[0].name_fr.as_deref(), Some("Bilan social"));
    client.folder(company, FolderId(0)).await.unwrap();
    assert_eq!(
        world.paths(),
        [
            "GET user/firm",
            "GET user",
            "GET companies/1",
            "GET companies/1/periods?page=1&per_page=200",
            "GET companies/1/periods/2/workflows",
            "GET companies/1/periods/2/workflows/4/status",
            "GET companies/1/periods/2/workflows/4/reconciliations?page=1&per_page=200",
            "GET companies/1/periods/2/reconciliations/3/custom?page=1&per_page=200",
            "GET reconciliations?page=1&per_page=200",
            "GET companies/1/permanent_folders/0",
        ]
    );
    for request in world.transport.requests() {
        assert_eq!(request.headers()[header::AUTHORIZATION], "Bearer first-token");
        assert!(request.headers()[header::AUTHORIZATION].is_sensitive());
    }
}

#[tokio::test]
async fn a_write_is_one_request_with_values_as_text_and_null_to_take_away() {
    let world = world(&[(201, "")]);
    write(&world).await.unwrap();
    world.client.write_custom_properties(CompanyId(1), PeriodId(2), ReconciliationId(3), &[]).await.unwrap();
    assert_eq!(
        world.paths(),
        [concat!(
            "POST companies/1/periods/2/reconciliations/3/custom ",
            r#"{"properties":[{"namespace":"social_balance_integration","key":"code_1003","value":"120.1"},"#,
            r#"{"namespace":"social_balance_integration","key":"code_1001","value":null}]}"#
        )]
    );
    assert_eq!(world.transport.requests()[0].headers()[header::CONTENT_TYPE], "application/json");
}

#[tokio::test]
async fn a_write_is_never_repeated_and_says_whether_it_may_have_been_applied() {
    let reset = |stage| TransportError::Network { stage, cause: "reset".into() };
    let html = scripted_answer(200, "<html>Please log in to the hotel's network");
    for (answer, uncertain) in [
        (Err(reset(FailureStage::AfterSending)), true),
        (Err(reset(FailureStage::BeforeSending)), false),
        (Err(TransportError::Garbled { cause: "cut".into() }), true),
        (Ok(scripted_answer(500, "")), true),
        (Ok(html), true),
        (Ok(scripted_answer(429, "")), false),
        (Ok(scripted_answer(422, r#"{"errors":["Period is locked"]}"#)), false),
        (Ok(scripted_answer(403, "{}")), false),
    ] {
        let world = world(&[]);
        world.transport.then(answer);
        let error = write(&world).await.unwrap_err();
        assert_eq!(error.leaves_write_uncertain(), uncertain, "{error:?}");
        assert_eq!(world.transport.requests().len(), 1, "{error:?}");
    }
}

#[tokio::test]
async fn a_token_that_is_not_accepted_is_renewed_once_for_writes_too() {
    let world = world(&[(401, ""), (201, "{}"), (401, ""), (401, "")]);
    write(&world).await.unwrap();
    let seen: Vec<_> =
        world.transport.requests().iter().map(|request| request.headers()[header::AUTHORIZATION].clone()).collect();
    assert_eq!(seen, ["Bearer first-token", "Bearer second-token"]);
    assert!(matches!(write(&world).await, Err(SilverfinError::LoginLapsed)));
    assert_eq!(world.transport.requests().len(), 4);
}

#[tokio::test]
async fn a_read_is_tried_three_times() {
    let world = world(&[(502, "<html>"), (200, "<html>"), (200, "[]")]);
    assert_eq!(world.client.companies().await.unwrap(), []);
    assert_eq!(world.clock.now().timestamp(), 5);
    let hopeless = self::world(&[(500, ""), (500, ""), (500, ""), (200, "[]")]);
    assert!(matches!(hopeless.client.companies().await, Err(SilverfinError::Unavailable { status: 500, .. })));
    let refused = self::world(&[(403, r#"{"error":"insufficient_scope"}"#)]);
    let error = refused.client.companies().await.unwrap_err();
    assert!(matches!(error, SilverfinError::Forbidden { scope: Some("administration:read"), .. }), "{error:?}");
    assert_eq!(refused.transport.requests().len(), 1);
}

#[tokio::test]
async fn a_call_for_patience_is_obeyed_when_short_and_told_when_long() {
    let asks = |seconds: &str| {
        let mut answer = scripted_answer(429, "");
        answer.headers_mut().insert(header::RETRY_AFTER, seconds.parse().unwrap());
        Ok(answer)
    };
    let world = world(&[]);
    world.transport.then(asks("20"));
    world.transport.then(Ok(scripted_answer(200, "[]")));
    world.client.companies().await.unwrap();
    assert_eq!(world.clock.now().timestamp(), 20);
    world.transport.then(asks("600"));
    let error = world.client.companies().await.unwrap_err();
    assert!(matches!(error, SilverfinError::RateLimited { until: Some(until) } if until.timestamp() == 620));
    assert_eq!(world.transport.requests().len(), 3, "nothing is asked during a pause");
    assert!(matches!(write(&world).await, Err(SilverfinError::RateLimited { .. })));
    assert_eq!(world.transport.requests().len(), 3);
}

#[tokio::test]
async fn a_status_that_cannot_be_had_is_empty() {
    for answer in [(404, ""), (403, ""), (400, "")] {
        let world = world(&[answer]);
        let status = world.client.workflow_status(CompanyId(1), PeriodId(2), WorkflowId(4)).await.unwrap();
        assert_eq!(status, WorkflowStatus::default());
    }
    let down = world(&[]);
    assert!(down.client.workflow_status(CompanyId(1), PeriodId(2), WorkflowId(4)).await.is_err());
}

#[tokio::test]
async fn folders_and_documents_go_up_as_forms() {
    let world = world(&[
        (201, r#"{"id":5,"name":"Bilan social"}"#),
        (422, r#"{"errors":["Name taken"]}"#),
        (201, r#"{"id":"6"}"#),
    ]);
    let company = CompanyId(1);
    assert_eq!(world.client.create_folder(company, FolderId(0), "Bilan social").await.unwrap(), FolderId(5));
    let taken = world.client.create_folder(company, FolderId(0), "Bilan social").await.unwrap_err();
    assert!(matches!(taken, SilverfinError::Refused { status: 422, detail } if detail == "Name taken"));
    let document = world.client.upload_document(company, FolderId(5), "2025.pdf", "%PDF-1.7".into()).await.unwrap();
    assert_eq!(document.0, 6);
    let requests = world.transport.requests();
    assert_eq!(requests[2].uri().path(), "/api/v4/f/42/companies/1/permanent_documents");
    let form = String::from_utf8_lossy(requests[2].body()).into_owned();
    for part in ["name=\"parent_id\"\r\n\r\n5\r\n", "name=\"name\"\r\n\r\n2025.pdf\r\n", "\r\n\r\n%PDF-1.7\r\n"] {
        assert!(form.contains(part), "{form}");
    }
}
