#![no_main]

use libfuzzer_sys::fuzz_target;
use passerelle_social_balance::format::Form;

fuzz_target!(|bytes: &[u8]| readers::read_as(Form::PfsXbrl, bytes));
