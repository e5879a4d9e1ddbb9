//! Parameters that are the credential of a security scheme as well: the client has one place for
//! it, and what it sends there goes before any argument.

use crate::diagnostics::{Code, Diagnostic, Place};
use crate::document::{Location, Parameter, SchemeType, SecurityScheme, shown};
use crate::lower::Lowerer;
use crate::model::Requirement;

/// Whether the credentials of a call carry what a parameter says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Carried {
    /// No way to authenticate has to do with it.
    Never,
    /// Some have.
    Sometimes,
    /// Every one has: no call without the credential, and none in which an argument would count.
    Always,
}

impl Lowerer<'_, '_> {
    /// Reports a parameter that is not taken as it is declared, since ways to authenticate have a
    /// scheme that sends what it says; how many of them have one.
    ///
    /// Where only some have one, the parameter is the only means of the others to send it, so it
    /// stays. It is not demanded then: whoever has the credential would have to give an argument
    /// that is not sent.
    pub(super) fn check_credentials(
        &mut self,
        parameter: &Parameter<'_>,
        security: &[Vec<Requirement>],
    ) -> Carried {
        let schemes = &self.document.security_schemes;
        let carrying: Vec<&SecurityScheme<'_>> = security
            .iter()
            .filter_map(|all| {
                let mut schemes = all.iter().map(|one| &schemes[one.scheme]);
                schemes.find(|scheme| carries(scheme, parameter))
            })
            .collect();
        let Some(first) = carrying.first() else { return Carried::Never };
        let always = carrying.len() == security.len();
        if always || parameter.required {
            self.diagnostics.report_once(found(parameter, first, always));
        }
        if always { Carried::Always } else { Carried::Sometimes }
    }
}

/// Names of headers have no case (RFC 9110, section 5.1), those of cookies and in a query have.
fn carries(scheme: &SecurityScheme<'_>, parameter: &Parameter<'_>) -> bool {
    let SchemeType::ApiKey { location, name } = scheme.kind else { return false };
    location == parameter.location
        && match location {
            Location::Header => name.eq_ignore_ascii_case(parameter.name),
            _ => name == parameter.name,
        }
}

fn found(
    parameter: &Parameter<'_>,
    scheme: &SecurityScheme<'_>,
    always: bool,
) -> Diagnostic {
    let (name, known) = (shown(parameter.name), shown(scheme.name));
    let place = parameter.location;
    let (message, consequence, remedy) = if always {
        (
            format!(
                "the parameter `{name}` in `{place}` is the credential of the security \
                 scheme `{known}`"
            ),
            "it is no argument: the client is given the credential, and sends it",
            "remove the parameter, since `security` describes it",
        )
    } else {
        (
            format!(
                "the parameter `{name}` in `{place}` is the credential of one of several \
                 ways to authenticate, `{known}`"
            ),
            "its argument may be left out, and is not sent where that credential is",
            "remove the parameter where `security` describes it, or say that it is optional",
        )
    };
    Diagnostic::new(Code::IgnoredParameter, Place::Node(parameter.node), message)
        .related(Place::Node(scheme.node), "the security scheme")
        .consequence(consequence)
        .remedy(remedy)
}
