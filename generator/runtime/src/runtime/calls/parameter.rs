//! A parameter as data: everything but its value.

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// As a header.
    Header,
    /// In the `Cookie` header.
    Cookie,
    /// As the whole query.
    QueryString,
}

/// How a parameter's value is written: OpenAPI's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are OpenAPI's")]
pub enum Style {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Cookie,
}

/// A parameter of an operation: everything but its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Param {
    /// The name, as sent.
    pub name: &'static str,
    /// Where it is sent.
    pub location: Location,
    /// How it is written.
    pub style: Style,
    /// Whether parts of it become parameters of their own.
    pub explode: bool,
    /// Whether reserved characters stay as they are where they do no harm.
    pub allow_reserved: bool,
    /// Whether the value may be several segments of the path.
    pub spans: bool,
    /// Whether leaving it out is an error.
    pub required: bool,
    /// What a header holds that neither the call nor the client sets.
    pub fallback: Option<&'static str>,
    /// The media type in which it is written instead of a style.
    pub content: Option<&'static str>,
}

impl Param {
    const fn new(name: &'static str, location: Location, style: Style) -> Self {
        let explode = matches!(style, Style::Form);
        let required = matches!(location, Location::Path);
        Self {
            name,
            location,
            style,
            explode,
            allow_reserved: false,
            spans: false,
            required,
            fallback: None,
            content: None,
        }
    }

    /// A path parameter: style `simple`, required.
    #[must_use]
    pub const fn path(name: &'static str) -> Self {
        Self::new(name, Location::Path, Style::Simple)
    }

    /// A query parameter: style `form`, exploded.
    #[must_use]
    pub const fn query(name: &'static str) -> Self {
        Self::new(name, Location::Query, Style::Form)
    }

    /// A header: style `simple`.
    #[must_use]
    pub const fn header(name: &'static str) -> Self {
        Self::new(name, Location::Header, Style::Simple)
    }

    /// A cookie: style `form`, exploded.
    #[must_use]
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(name, Location::Cookie, Style::Form)
    }

    /// The whole query, written in this media type: JSON or `x-www-form-urlencoded`.
    #[must_use]
    pub const fn query_string(name: &'static str, media: &'static str) -> Self {
        Self::new(name, Location::QueryString, Style::Form).content(media)
    }

    /// Another style, with that style's default for [`Param::explode`].
    #[must_use]
    pub const fn style(mut self, style: Style) -> Self {
        self.style = style;
        self.explode = matches!(style, Style::Form | Style::Cookie);
        self
    }

    /// Whether parts of the value become parameters of their own. Call it after
    /// [`Param::style`].
    #[must_use]
    pub const fn explode(mut self, explode: bool) -> Self {
        self.explode = explode;
        self
    }

    /// Leaves reserved characters as they are where they do no harm.
    #[must_use]
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }

    /// Slashes in the value separate segments of the path.
    #[must_use]
    pub const fn spans(mut self) -> Self {
        self.spans = true;
        self
    }

    /// Leaving it out is an error.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Sends this header with this value where neither the call nor the client has another.
    #[must_use]
    pub const fn fallback(mut self, value: &'static str) -> Self {
        self.fallback = Some(value);
        self
    }

    /// Writes the value in this media type (JSON) instead of a style.
    #[must_use]
    pub const fn content(mut self, media: &'static str) -> Self {
        self.content = Some(media);
        self
    }
}
