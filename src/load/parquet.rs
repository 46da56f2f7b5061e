//! A Parquet file as one sheet: the names of the columns in row 1, the rows from 2 on.
//!
//! Types are exact: whole numbers and decimals keep their digits, dates stay dates, fractions
//! have their shortest digits. A moment with a time zone is shown in it; a column of lists or
//! records gives error cells, so only a contract that wants it is told.
//!
//! This reader stands beside `raw` and not in it, because it is the only one that needs the
//! engine's crates.

use std::io::{Cursor, Read};

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};
use polars_arrow::array::{
    Array, BinaryViewArray, BooleanArray, DictionaryArray, DictionaryKey, PrimitiveArray,
    Utf8ViewArray,
};
use polars_arrow::datatypes::{ArrowDataType, Field, IntegerType, TimeUnit};
use polars_buffer::Buffer;
use polars_parquet::read::{
    BasicDecompressor, ColumnChunkMetadata, FileMetadata, PageReader, RowGroupMetadata,
    column_iter_to_arrays, infer_schema, read_metadata,
};
use polars_parquet_format::PageHeader;
use polars_parquet_format::thrift::protocol::TCompactInputProtocol;

use super::raw::{
    Kind, Limits, RawCell, RawFile, RawRow, RawSheet, ReadError, guarded, moment_cell, number_cell,
};

/// The largest page that is unpacked at once.
const PAGE: usize = 64 << 20;

/// The longest header of a page.
const HEADER: usize = 1 << 20;

/// How many cells a file of no size at all may have, and how many for each of its bytes.
const CELLS: (u64, u64) = (3_000_000, 4);

/// Reads what `bytes` gives if it begins as a Parquet file does; else nothing.
///
/// # Errors
///
/// As [`read`].
pub fn held(bytes: &mut dyn Read, limits: &Limits) -> Result<Option<RawFile>, ReadError> {
    let mut content = Vec::new();
    let failed = |error: std::io::Error| ReadError::Unreadable { detail: error.to_string() };
    bytes.take(4).read_to_end(&mut content).map_err(failed)?;
    if content != b"PAR1" {
        return Ok(None);
    }
    bytes.take(limits.held).read_to_end(&mut content).map_err(failed)?;
    if content.len() as u64 > limits.held {
        return Err(ReadError::TooLarge { what: "bytes", limit: limits.held });
    }
    read(&content, limits).map(Some)
}

/// Reads a Parquet file.
///
/// # Errors
///
/// When it is cut off, damaged, or holds more than the limits allow.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<RawFile, ReadError> {
    if !bytes.ends_with(b"PAR1") {
        return Err(ReadError::Truncated);
    }
    guarded(|| {
        let meta = read_metadata(&mut Cursor::new(bytes)).map_err(unreadable)?;
        check(&meta, bytes, limits)?;
        let schema = infer_schema(&meta).map_err(unreadable)?;
        let fields: Vec<Field> = schema.iter_values().cloned().collect();
        let names = fields.iter().map(|field| RawCell::Text(field.name.as_str().into()));
        let mut rows = vec![RawRow { number: 1, cells: names.collect() }];
        let content = Buffer::from(bytes.to_vec());
        for group in &meta.row_groups {
            read_group(group, &fields, &content, &mut rows)?;
        }
        let sheet = RawSheet { name: String::new(), hidden: false, rows, merges: Vec::new() };
        Ok(RawFile { kind: Kind::Parquet, sheets: vec![sheet] })
    })
}

fn unreadable(error: impl std::fmt::Display) -> ReadError {
    // What follows the first line is a trace for programmers.
    let detail = error.to_string().lines().next().unwrap_or_default().to_owned();
    ReadError::Unreadable { detail }
}

fn damaged() -> ReadError {
    ReadError::Unreadable { detail: "its directory is damaged".to_owned() }
}

/// Refuses what would not fit in memory, before anything is unpacked.
fn check(meta: &FileMetadata, bytes: &[u8], limits: &Limits) -> Result<(), ReadError> {
    let too_large = |what, limit| Err(ReadError::TooLarge { what, limit });
    let n_columns = meta.schema().fields().len() as u64;
    if n_columns > u64::from(limits.columns) {
        return too_large("columns", limits.columns.into());
    }
    let n_rows: u64 = meta.row_groups.iter().map(|group| group.num_rows() as u64).sum();
    if n_rows >= u64::from(limits.rows) {
        return too_large("rows", limits.rows.into());
    }
    let cells = CELLS.0.saturating_add(CELLS.1.saturating_mul(bytes.len() as u64));
    let cells = cells.min(limits.cells);
    if n_rows.saturating_mul(n_columns) > cells {
        return too_large("cells", cells);
    }
    let mut unpacked = 0_u64;
    for column in meta.row_groups.iter().flat_map(RowGroupMetadata::parquet_columns) {
        // A range that is the wrong way round is found out by the guard.
        let range = column.byte_range();
        if range.start > range.end || range.end > bytes.len() as u64 {
            return Err(damaged());
        }
        unpacked = unpacked.saturating_add(u64::try_from(column.uncompressed_size()).unwrap_or(0));
    }
    if unpacked > limits.bytes {
        return too_large("bytes when unpacked", limits.bytes);
    }
    Ok(())
}

/// Reads one group of rows, column by column.
fn read_group(
    group: &RowGroupMetadata,
    fields: &[Field],
    content: &Buffer<u8>,
    rows: &mut Vec<RawRow>,
) -> Result<(), ReadError> {
    let (from, n_rows) = (rows.len(), group.num_rows());
    let number = |idx: usize| u32::try_from(from + idx + 1).unwrap_or(u32::MAX);
    rows.extend(
        (0..n_rows)
            .map(|idx| RawRow { number: number(idx), cells: Vec::with_capacity(fields.len()) }),
    );
    for field in fields {
        let rows = &mut rows[from..];
        if is_nested(&field.dtype) {
            rows.iter_mut().for_each(|row| row.cells.push(RawCell::Error("#VALUE!".into())));
            continue;
        }
        let columns = group.columns_under_root_iter(&field.name).ok_or_else(damaged)?;
        let columns: Vec<&ColumnChunkMetadata> = columns.collect();
        let mut left = rows.iter_mut();
        for array in read_column(&columns, field, n_rows, content)? {
            let zone = zone_of(&field.dtype)?;
            for idx in 0..array.len() {
                let row = left.next().ok_or_else(damaged)?;
                row.cells.push(cell(&*array, idx, zone)?);
            }
        }
        if left.next().is_some() {
            return Err(damaged());
        }
    }
    for row in &mut rows[from..] {
        while row.cells.last() == Some(&RawCell::Empty) {
            row.cells.pop();
        }
    }
    Ok(())
}

fn is_nested(dtype: &ArrowDataType) -> bool {
    use ArrowDataType as Type;
    matches!(
        dtype,
        Type::List(_)
            | Type::LargeList(_)
            | Type::FixedSizeList(..)
            | Type::Struct(_)
            | Type::Map(..)
            | Type::Union(_)
            | Type::Extension(_)
    )
}

fn read_column(
    columns: &[&ColumnChunkMetadata],
    field: &Field,
    n_rows: usize,
    content: &Buffer<u8>,
) -> Result<Vec<Box<dyn Array>>, ReadError> {
    let (mut pages, mut types) = (Vec::new(), Vec::new());
    for column in columns {
        let range = column.byte_range();
        let chunk = content.clone().sliced(range.start as usize..range.end as usize);
        if column.num_values() != n_rows as i64 {
            return Err(damaged());
        }
        check_pages(&chunk, n_rows)?;
        let reader = PageReader::new(Cursor::new(chunk), column, Vec::new(), PAGE);
        pages.push(BasicDecompressor::new(reader, Vec::new()));
        types.push(&column.descriptor().descriptor.primitive_type);
    }
    let (arrays, _) =
        column_iter_to_arrays(pages, types, field.clone(), None).map_err(unreadable)?;
    Ok(arrays)
}

/// Refuses pages that claim more values or bytes than can be in them: the reader makes room for
/// what a page claims before it has looked.
fn check_pages(chunk: &[u8], n_rows: usize) -> Result<(), ReadError> {
    let mut at = 0;
    while at < chunk.len() {
        let mut rest = &chunk[at..];
        let mut protocol = TCompactInputProtocol::new(&mut rest, HEADER);
        let header = PageHeader::read_from_in_protocol(&mut protocol).map_err(|_| damaged())?;
        drop(protocol);
        let size = |size: i32| usize::try_from(size).map_err(|_| damaged());
        let (packed, unpacked) =
            (size(header.compressed_page_size)?, size(header.uncompressed_page_size)?);
        let data = header.data_page_header.map(|page| page.num_values);
        let data = data.or(header.data_page_header_v2.map(|page| page.num_values));
        // Each value of a dictionary takes at least a bit.
        let words = header.dictionary_page_header.map_or(0, |page| page.num_values);
        let n_values = size(data.unwrap_or(0))?;
        if n_values > n_rows || unpacked > PAGE || size(words)? > unpacked.saturating_mul(8) {
            return Err(damaged());
        }
        at = (chunk.len() - rest.len()).saturating_add(packed);
    }
    Ok(())
}

/// How many seconds the clock of a column's time zone is ahead of the world's.
///
/// Without the tables of time zones only those without summer time are known by name; any other
/// would shift dates by a day unseen.
fn zone_of(dtype: &ArrowDataType) -> Result<i64, ReadError> {
    let ArrowDataType::Timestamp(_, Some(zone)) = dtype else { return Ok(0) };
    let hours = |text: &str| {
        let (hours, minutes) = text.split_once(':')?;
        Some(hours.parse::<i64>().ok()? * 3600 + minutes.parse::<i64>().ok()? * 60)
    };
    let seconds = match zone.as_str() {
        "UTC" | "Etc/UTC" | "GMT" | "Z" => Some(0),
        "Asia/Jakarta" | "Asia/Pontianak" => Some(7 * 3600),
        "Asia/Makassar" | "Asia/Singapore" => Some(8 * 3600),
        "Asia/Jayapura" => Some(9 * 3600),
        zone => match zone.strip_prefix('-') {
            Some(rest) => hours(rest).map(|seconds| -seconds),
            None => hours(zone.trim_start_matches('+')),
        },
    };
    seconds.ok_or_else(|| ReadError::Unreadable {
        detail: format!("its time zone `{zone}` is not known"),
    })
}

/// The value of one row.
fn cell(array: &dyn Array, idx: usize, zone: i64) -> Result<RawCell, ReadError> {
    use ArrowDataType as Type;
    if array.is_null(idx) {
        return Ok(RawCell::Empty);
    }
    let unknown = || ReadError::Unreadable {
        detail: format!("values of type {:?} are not read", array.dtype()),
    };
    let found = match array.dtype() {
        Type::Null => Some(RawCell::Empty),
        Type::Boolean => array
            .as_any()
            .downcast_ref::<BooleanArray>()
            .map(|array| RawCell::Bool(array.value(idx))),
        Type::Int8 => whole::<i8>(array, idx),
        Type::Int16 => whole::<i16>(array, idx),
        Type::Int32 => whole::<i32>(array, idx),
        Type::Int64 => whole::<i64>(array, idx),
        Type::UInt8 => whole::<u8>(array, idx),
        Type::UInt16 => whole::<u16>(array, idx),
        Type::UInt32 => whole::<u32>(array, idx),
        Type::UInt64 => whole::<u64>(array, idx),
        // The shortest digits of a narrow float are not those of the wide one it would become.
        Type::Float32 => primitive::<f32>(array, idx)
            .map(|value| number_cell(value.to_string().parse().unwrap_or(f64::NAN))),
        Type::Float64 => primitive::<f64>(array, idx).map(number_cell),
        Type::Decimal(_, scale) => primitive::<i128>(array, idx)
            .map(|digits| RawCell::Number(shifted(digits, *scale).into())),
        Type::Date32 => primitive::<i32>(array, idx).and_then(day).map(RawCell::Date),
        Type::Timestamp(unit, _) => primitive::<i64>(array, idx)
            .and_then(|value| moment(value, unit, zone))
            .map(moment_cell),
        Type::Time32(unit) => {
            primitive::<i32>(array, idx).and_then(|value| clock(i64::from(value), unit))
        }
        Type::Time64(unit) => primitive::<i64>(array, idx).and_then(|value| clock(value, unit)),
        Type::Utf8View => {
            array.as_any().downcast_ref::<Utf8ViewArray>().map(|array| text(array.value(idx)))
        }
        Type::BinaryView => array
            .as_any()
            .downcast_ref::<BinaryViewArray>()
            .and_then(|array| std::str::from_utf8(array.value(idx)).ok())
            .map(text),
        Type::Dictionary(key, ..) => {
            let (values, place) = entry(array, key, idx).ok_or_else(unknown)?;
            return cell(values, place, zone);
        }
        _ => None,
    };
    found.ok_or_else(unknown)
}

/// The list of words of a column that holds only their places, and the place of one row.
fn entry<'a>(
    array: &'a dyn Array,
    key: &IntegerType,
    idx: usize,
) -> Option<(&'a dyn Array, usize)> {
    fn of<K: DictionaryKey>(array: &dyn Array, idx: usize) -> Option<(&dyn Array, usize)> {
        let array = array.as_any().downcast_ref::<DictionaryArray<K>>()?;
        let place = array.key_value(idx);
        (place < array.values().len()).then(|| (&**array.values(), place))
    }
    match key {
        IntegerType::Int8 => of::<i8>(array, idx),
        IntegerType::Int16 => of::<i16>(array, idx),
        IntegerType::Int32 => of::<i32>(array, idx),
        IntegerType::Int64 => of::<i64>(array, idx),
        IntegerType::UInt8 => of::<u8>(array, idx),
        IntegerType::UInt16 => of::<u16>(array, idx),
        IntegerType::UInt32 => of::<u32>(array, idx),
        IntegerType::UInt64 => of::<u64>(array, idx),
        IntegerType::Int128 | IntegerType::UInt128 => None,
    }
}

fn primitive<T: polars_arrow::types::NativeType>(array: &dyn Array, idx: usize) -> Option<T> {
    array.as_any().downcast_ref::<PrimitiveArray<T>>().map(|array| array.value(idx))
}

fn whole<T: polars_arrow::types::NativeType>(array: &dyn Array, idx: usize) -> Option<RawCell> {
    primitive::<T>(array, idx).map(|value| RawCell::Number(value.to_string().into()))
}

fn text(text: &str) -> RawCell {
    if text.is_empty() { RawCell::Empty } else { RawCell::Text(text.into()) }
}

/// `digits` divided by ten to the power of `scale`, as plain decimal text.
fn shifted(digits: i128, scale: usize) -> String {
    let sign = if digits < 0 { "-" } else { "" };
    let all = format!("{:0>width$}", digits.unsigned_abs(), width = scale + 1);
    let (whole, fraction) = all.split_at(all.len() - scale);
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

fn day(days: i32) -> Option<NaiveDate> {
    DateTime::from_timestamp(i64::from(days).checked_mul(86_400)?, 0).map(|at| at.date_naive())
}

/// Whole seconds and the nanoseconds beyond them.
fn split(value: i64, unit: &TimeUnit) -> (i64, u32) {
    let per_second = match unit {
        TimeUnit::Second => 1,
        TimeUnit::Millisecond => 1_000,
        TimeUnit::Microsecond => 1_000_000,
        TimeUnit::Nanosecond => 1_000_000_000,
    };
    let rest = value.rem_euclid(per_second) * (1_000_000_000 / per_second);
    (value.div_euclid(per_second), u32::try_from(rest).unwrap_or(0))
}

fn moment(value: i64, unit: &TimeUnit, zone: i64) -> Option<NaiveDateTime> {
    let (seconds, nanos) = split(value, unit);
    DateTime::from_timestamp(seconds.checked_add(zone)?, nanos).map(|at| at.naive_utc())
}

/// A time of day, which is text as in a workbook.
fn clock(value: i64, unit: &TimeUnit) -> Option<RawCell> {
    let (seconds, _) = split(value, unit);
    let time = NaiveTime::from_num_seconds_from_midnight_opt(u32::try_from(seconds).ok()?, 0)?;
    Some(RawCell::Text(time.format("%H:%M:%S").to_string().into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values() {
        let check = |digits, scale, expected| assert_eq!(shifted(digits, scale), expected);
        check(12_500, 2, "125");
        check(-5, 3, "-0.005");
        check(0, 10, "0");
        assert_eq!(day(19_675), NaiveDate::from_ymd_opt(2023, 11, 14));
        let at = moment(-1, &TimeUnit::Millisecond, 7 * 3600).unwrap();
        assert_eq!(at.to_string(), "1970-01-01 06:59:59.999");
        let zone =
            |name: &str| zone_of(&ArrowDataType::Timestamp(TimeUnit::Second, Some(name.into())));
        assert_eq!(zone("Asia/Makassar"), Ok(28_800));
        assert_eq!(zone("-03:30"), Ok(-12_600));
        assert!(zone("Europe/Paris").is_err());
    }

    /// Written by pyarrow: four rows in two groups, five ways of packing.
    const REGISTER: &[u8] = include_bytes!("../../tests/cases/parquet/register.parquet");

    #[test]
    fn every_type_arrives_exactly() {
        let file = read(REGISTER, &Limits::default()).unwrap();
        let rows = &file.sheets[0].rows;
        assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
        let check = |column: usize, expected: &str| {
            let cells = rows
                .iter()
                .map(|row| format!("{:?}", row.cells.get(column).unwrap_or(&RawCell::Empty)));
            assert_eq!(cells.collect::<Vec<_>>().join(" "), expected);
        };
        check(0, r#"Text("kode") Text("007130") Empty Empty Text("A\nB")"#);
        check(
            1,
            r#"Text("jumlah") Number("219356000") Number("-5") Empty Number("9007199254740993")"#,
        );
        check(2, r#"Text("pagu") Number("1250000.5") Number("0") Empty Number("-0.01")"#);
        check(
            3,
            r#"Text("rasio") Number("0.8") Number("0.30000000000000004") Empty Number("1000000000000000000000")"#,
        );
        check(4, r#"Text("kecil") Number("0.1") Number("2.5") Empty Number("0")"#);
        check(5, r#"Text("pendek") Number("1") Number("-2") Empty Number("3")"#);
        check(6, r#"Text("tanggal") Date(2023-11-14) Date(1899-12-31) Empty Date(2024-02-29)"#);
        check(
            7,
            r#"Text("waktu") Date(2023-11-14) DateTime(2023-11-14T08:02:03) Empty DateTime(2024-01-01T07:00:00)"#,
        );
        check(8, r#"Text("jam") Text("08:30:00") Text("00:00:00") Empty Text("23:59:59")"#);
        check(9, r#"Text("ya") Bool(true) Bool(false) Empty Bool(true)"#);
        check(10, r#"Text("status") Text("proses") Text("selesai") Empty Text("proses")"#);
        check(
            12,
            r##"Text("daftar") Error("#VALUE!") Error("#VALUE!") Error("#VALUE!") Error("#VALUE!")"##,
        );
        check(13, r#"Text("kosong") Empty Empty Empty Empty"#);
    }

    #[test]
    fn limits_hold() {
        let check = |limits: Limits, expected| match read(REGISTER, &limits) {
            Err(ReadError::TooLarge { what, .. }) => assert_eq!(what, expected),
            other => panic!("{other:?}"),
        };
        check(Limits { rows: 4, ..Limits::default() }, "rows");
        check(Limits { columns: 13, ..Limits::default() }, "columns");
        check(Limits { cells: 55, ..Limits::default() }, "cells");
        check(Limits { bytes: 100, ..Limits::default() }, "bytes when unpacked");
    }

    #[test]
    fn any_change_of_a_byte_is_survived() {
        for at in 0..REGISTER.len() {
            let mut changed = REGISTER.to_vec();
            changed[at] = [0, 0x7f, 0xff][at % 3];
            let _ = read(&changed, &Limits::default());
        }
    }

    #[test]
    fn what_is_no_parquet_file() {
        let check = |bytes: &[u8], expected: &str| {
            assert_eq!(read(bytes, &Limits::default()).unwrap_err().to_string(), expected);
        };
        check(b"PAR1abc", "the end of the file is missing");
        let found = read(b"PAR1\0\0\0\0\0\0\0\0PAR1", &Limits::default());
        assert!(matches!(found, Err(ReadError::Unreadable { .. })), "{found:?}");
    }
}
