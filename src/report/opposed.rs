//! A figure that got better while its counter got worse: the one may have been bought with the other.
//!
//! Both movements are told, and no reason for them: which it was is for the unit to say.

use crate::domain::{Number, TeamId};
use crate::spec::{Better, Indicator};

use super::change::{change, moved};
use super::input::Input;

/// That a figure improved since the period before, and its counter worsened by more than a tenth of
/// what it was: *membaik (naik 5,3 poin …), sedangkan pendampingnya memburuk: …*.
pub(super) fn opposed(input: &Input<'_>, indicator: &Indicator, team: &TeamId) -> Option<String> {
    let counter = input.indicator(indicator.counter.as_ref()?)?;
    let own = input.figure(&counter.id, team, input.ask.period).map(|_| team);
    let whose = own.or_else(|| input.project.teams.root().map(|root| &root.id))?;
    let (_, gained) = moved(input, indicator, team)?;
    let (was, lost) = moved(input, counter, whose)?;
    let is_much = &lost.abs() * &Number::from(10u32) > was.abs();
    let is_traded = gains(indicator, &gained)? && !gains(counter, &lost)?;
    if !is_much || !is_traded {
        return None;
    }
    let args = [
        ("own", change(input, indicator, team)?),
        ("name", counter.name.clone()),
        ("beside", change(input, counter, whose)?),
    ];
    Some(input.text("opposed", &args))
}

/// Whether a movement is the wanted one; nothing where there is none, or nobody said which it is.
fn gains(indicator: &Indicator, moved: &Number) -> Option<bool> {
    if moved.is_zero() {
        return None;
    }
    match indicator.better.as_ref()? {
        Better::Higher => Some(!moved.is_negative()),
        Better::Lower | Better::LowerInverse => Some(moved.is_negative()),
        Better::Within(..) | Better::Fact(_) => None,
    }
}
