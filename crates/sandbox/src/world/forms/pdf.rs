use std::fmt::Write as _;

use passerelle_social_balance::{JointCommittee, Language, Sheet};

use super::Heading;

const LINES_PER_PAGE: usize = 58;
const LONGEST_LABEL: usize = 92;

/// The printed form: a plain PDF 1.4 of text pages in Helvetica, each cell with code, wording and figure.
pub(super) fn write(sheet: &Sheet, heading: &Heading) -> Vec<u8> {
    let lines = lines(sheet, heading);
    let pages: Vec<&[String]> = lines.chunks(LINES_PER_PAGE).collect();
    let mut file = File { bytes: b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n".to_vec(), offsets: Vec::new() };
    let kids = (0..pages.len()).map(|index| format!("{} 0 R", 4 + 2 * index)).collect::<Vec<_>>().join(" ");
    file.object("<< /Type /Catalog /Pages 2 0 R >>");
    file.object(&format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len()));
    file.object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    for (index, page) in pages.iter().enumerate() {
        let content = 5 + 2 * index;
        file.object(&format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {content} 0 R >>"
        ));
        file.stream(&page_content(page, index + 1, pages.len()));
    }
    file.finish()
}

struct File {
    bytes: Vec<u8>,
    offsets: Vec<usize>,
}

impl File {
    fn begin(&mut self) {
        self.offsets.push(self.bytes.len());
        self.bytes.extend_from_slice(format!("{} 0 obj\n", self.offsets.len()).as_bytes());
    }

    fn object(&mut self, body: &str) {
        self.begin();
        self.bytes.extend_from_slice(body.as_bytes());
        self.bytes.extend_from_slice(b"\nendobj\n");
    }

    fn stream(&mut self, content: &[u8]) {
        self.begin();
        self.bytes.extend_from_slice(format!("<< /Length {} >>\nstream\n", content.len()).as_bytes());
        self.bytes.extend_from_slice(content);
        self.bytes.extend_from_slice(b"\nendstream\nendobj\n");
    }

    fn finish(mut self) -> Vec<u8> {
        let start = self.bytes.len();
        let mut tail = format!("xref\n0 {}\n0000000000 65535 f \n", self.offsets.len() + 1);
        for offset in &self.offsets {
            let _ = writeln!(tail, "{offset:010} 00000 n ");
        }
        let _ =
            write!(tail, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", self.offsets.len() + 1);
        self.bytes.extend_from_slice(tail.as_bytes());
        self.bytes
    }
}

fn lines(sheet: &Sheet, heading: &Heading) -> Vec<String> {
    let committees: Vec<&str> = sheet.joint_committees.iter().map(JointCommittee::as_str).collect();
    let mut lines = vec![
        format!("Bilan social ({}) - {}", sheet.model, heading.name),
        format!("Numéro d'entreprise : {}   Référence : {}", heading.enterprise_number, heading.reference),
        format!("Exercice du {} au {}", sheet.financial_year.start(), sheet.financial_year.end()),
        format!("Commissions paritaires : {}", committees.join(", ")),
        String::new(),
    ];
    for (code, value) in &sheet.cells {
        let label = code.rubric().label(Language::French);
        let short: String = if label.chars().count() > LONGEST_LABEL {
            // The end tells the cells of one table apart; its beginning is the same for all.
            let skipped = label.chars().count() - LONGEST_LABEL;
            format!("…{}", label.chars().skip(skipped).collect::<String>())
        } else {
            label.to_owned()
        };
        lines.push(format!("{code}\t{short}\t{value}"));
    }
    lines
}

fn page_content(lines: &[String], page: usize, pages: usize) -> Vec<u8> {
    let mut content = Vec::new();
    let mut text = |x: usize, y: usize, size: usize, shown: &str| {
        content.extend_from_slice(format!("BT /F1 {size} Tf {x} {y} Td (").as_bytes());
        content.extend(escaped(shown));
        content.extend_from_slice(b") Tj ET\n");
    };
    for (index, line) in lines.iter().enumerate() {
        let y = 800 - 13 * index;
        for (column, x) in line.split('\t').zip([40, 84, 500]) {
            text(x, y, 8, column);
        }
    }
    text(500, 24, 7, &format!("{page}/{pages}"));
    content
}

/// The bytes of `WinAnsiEncoding` with what a PDF string must escape. Letters that it has not become question marks.
fn escaped(text: &str) -> Vec<u8> {
    text.chars()
        .flat_map(|character| match character {
            '(' | ')' | '\\' => vec![b'\\', u8::try_from(character).unwrap_or(b'?')],
            '…' => vec![0x85],
            '’' => vec![0x92],
            '€' => vec![0x80],
            other => vec![u8::try_from(other).unwrap_or(b'?')],
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::Random;
    use super::super::super::sheets::{Staffing, fictitious_number, sheet, tests::year};
    use super::super::Habits;
    use super::*;
    use passerelle_social_balance::Model;

    #[test]
    fn the_file_is_a_pdf_whose_table_of_offsets_is_right() {
        let sheet = sheet(&mut Random::new(1), fictitious_number(1), year(), Model::Full, 80, Staffing::Usual);
        let heading = Heading {
            reference: "SB-1".into(),
            name: "Atelier (du) Canal".into(),
            enterprise_number: fictitious_number(1).digits(),
            habits: Habits::Usual,
        };
        let bytes = write(&sheet, &heading);
        let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
        assert!(text.starts_with("%PDF-1.4\n") && text.ends_with("%%EOF\n"));
        assert!(text.contains("Atelier \\(du\\) Canal"));
        let start: usize = text.rsplit("startxref\n").next().unwrap().lines().next().unwrap().parse().unwrap();
        let table = String::from_utf8(bytes[start..].to_vec()).unwrap();
        let table: Vec<&str> = table.lines().skip(3).take_while(|line| line.ends_with(" n ")).collect();
        assert!(table.len() > 6);
        for (index, line) in table.iter().enumerate() {
            let offset: usize = line[..10].parse().unwrap();
            assert!(bytes[offset..].starts_with(format!("{} 0 obj\n", index + 1).as_bytes()), "object {}", index + 1);
        }
        assert!(sheet.cells.keys().all(|code| text.contains(&format!("({code}) Tj"))));
    }
}
