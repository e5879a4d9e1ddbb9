//! Answers in pages: what a page holds, and how one gets to the next.

pub mod dig;
pub mod link;
pub mod next_page;
pub mod page;
pub mod pages;
pub mod progress;
