use passerelle_social_balance::format::{self, NoteKind};

use super::support::npo_given;

fn read(committees: &str) -> (Vec<String>, Vec<NoteKind>) {
    let json =
        format!(r#"{{"JointCommittees": {committees}, "Rubrics": [{{"Code":"1003","Value":"1","Period":"N"}}]}}"#);
    let reading = format::read(json.as_bytes(), &npo_given()).unwrap();
    let committees = reading.sheet.joint_committees.iter().map(ToString::to_string).collect();
    (committees, reading.notes.iter().map(|note| note.kind).collect())
}

#[test]
fn committees_come_as_texts_as_numbers_and_as_objects() {
    for (json, committees) in [
        (r#"["200", "102.01"]"#, &["10201", "200"][..]),
        ("[200, 33500]", &["200", "335"]),
        (r#"[{"JointCommitteeCode":"200","JointCommittee":null}]"#, &["200"]),
        (r#"[{"JointCommitteeCode":null,"JointCommittee":"2090"}]"#, &["2090"]),
        (r#"[{"JointCommitteeCode":"","JointCommittee":"Bouw \u0026 hout"}]"#, &["Bouw & hout"]),
        (r#"[{"JointCommitteeCode":null,"JointCommittee":null}, null]"#, &[]),
        ("null", &[]),
        ("[]", &[]),
    ] {
        assert_eq!(read(json), (committees.iter().map(|text| (*text).to_owned()).collect(), vec![]), "{json}");
    }
}

#[test]
fn what_names_no_committee_is_left_out_and_noted() {
    assert_eq!(read(r#"["\u0007", "200"]"#), (vec!["200".to_owned()], vec![NoteKind::UnreadableJointCommittee]));
}
