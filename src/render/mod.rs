//! From a report to bytes. Renderers draw what the report says and compute nothing.

pub mod theme;
pub mod text_measure;
pub mod svg;
pub mod png;
pub mod html;
pub mod xlsx;
pub mod csv;
pub mod json;
pub mod parquet;
pub mod text;
mod blocks;
mod route;

pub use blocks::blocks;
pub use html::html;
pub use png::png;
pub use route::route;
pub use svg::svg;
pub use xlsx::xlsx;
