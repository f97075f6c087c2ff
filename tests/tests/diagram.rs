//! Draws `docs/pipeline.svg` from `docs/pipeline.txt`, and compares it with the file. `INSTA_UPDATE=always` rewrites it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use oasmith_tests::golden::assert_text;
use oasmith_tests::repository;

const BOX_WIDTH: usize = 230;
const BOX_HEIGHT: usize = 46;
const ROW: usize = 58;
const COLUMN: usize = 310;

/// The styles of the light and the dark color scheme.
const STYLE: &str = "<style>
text { font: 14px system-ui, sans-serif; fill: #1c1d20 } .about { font-size: 12px; fill: #5b5f68 }
rect { fill: #fff; stroke: #8a909c } path { fill: none; stroke: #8a909c }
@media (prefers-color-scheme: dark) {
  text { fill: #e7e8ea } .about { fill: #a4a9b3 } rect { fill: #1d2025 }
}
</style>";

/// The title and the description of a box.
type Boxed<'t> = (&'t str, &'t str);

/// Reads the boxes by column.
fn columns(text: &str) -> BTreeMap<usize, Vec<Boxed<'_>>> {
    let mut columns: BTreeMap<usize, Vec<Boxed>> = BTreeMap::new();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    for line in lines.filter(|line| !line.is_empty()) {
        let (column, rest) = line.split_once(". ").expect("a column");
        let (title, about) = rest.split_once(" | ").expect("a title and a description");
        let column = column.parse().expect("a number");
        columns.entry(column).or_default().push((title, about));
    }
    columns
}

fn draw(text: &str) -> String {
    let columns = columns(text);
    let rows = columns.values().map(Vec::len).max().unwrap_or_default();
    let (width, height) = (
        columns.len().saturating_sub(1) * COLUMN + BOX_WIDTH + 2,
        rows * ROW,
    );
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\">\n{STYLE}\n"
    );
    // The left edge of the previous column, and the vertical center of each of its boxes.
    let mut previous: Option<(usize, Vec<usize>)> = None;
    for (index, boxes) in columns.values().enumerate() {
        let left = index * COLUMN + 1;
        let top = (height - boxes.len() * ROW) / 2;
        let middles: Vec<usize> = (0..boxes.len())
            .map(|row| top + row * ROW + ROW / 2)
            .collect();
        if let Some((from, starts)) = previous {
            let start = from + BOX_WIDTH;
            let bend = (start + left) / 2;
            for (y, to) in starts
                .iter()
                .flat_map(|y| middles.iter().map(move |to| (y, to)))
            {
                let _ = writeln!(
                    svg,
                    "<path d=\"M{start} {y} C{bend} {y} {bend} {to} {left} {to}\"/>"
                );
            }
        }
        for ((title, about), middle) in boxes.iter().zip(&middles) {
            let (y, x) = (middle - BOX_HEIGHT / 2, left + 12);
            let (title_y, about_y) = (middle - 3, middle + 14);
            let _ = writeln!(
                svg,
                "<rect x=\"{left}\" y=\"{y}\" width=\"{BOX_WIDTH}\" height=\"{BOX_HEIGHT}\" rx=\"6\"/>\n\
                 <text x=\"{x}\" y=\"{title_y}\">{title}</text>\n\
                 <text x=\"{x}\" y=\"{about_y}\" class=\"about\">{about}</text>"
            );
        }
        previous = Some((left, middles));
    }
    svg + "</svg>\n"
}

#[test]
fn the_diagram_is_drawn_from_its_text() {
    let text = repository::text(&repository::path("docs/pipeline.txt")).expect("the text");
    assert_text(&repository::path("docs/pipeline.svg"), &draw(&text));
}

#[test]
fn each_box_leads_to_the_boxes_of_the_next_column() {
    let svg = draw("# A comment.\n1. a | one\n1. b | two\n2. c | three\n");
    assert_eq!(svg.matches("<rect").count(), 3);
    assert_eq!(svg.matches("<path").count(), 2);
    assert!(svg.contains(">three</text>"), "{svg}");
}
