//! What is judged is what the law's words say, case by case, with each criterion's part in it.

use crate::fixtures::{self, Each};

/// Judges all cases of a kind, of which there are so many.
#[track_caller]
fn check(cases: fn(Each<'_>), expected: usize) {
    let mut count = 0;
    cases(&mut |fixture| {
        let judgement = fixture.judgement();
        let told = || format!("{} under {}: {}", fixture.award, judgement.rule_set, fixture.case);
        assert!(
            fixture.is_answer(&judgement),
            "{}: {:?}, found {:?}\n{:#?}",
            told(),
            fixture.reasons,
            judgement.verdict,
            judgement.findings
        );
        count += 1;
    });
    assert_eq!(count, expected);
}

#[test]
fn lao_dong_tien_tien_is_good_work_and_spirit_and_no_measure_and_nothing_open() {
    check(fixtures::advanced_workers, 1_080);
}

#[test]
fn chien_si_thi_dua_co_so_is_ldtt_and_an_initiative_and_since_2024_excellent_work_does_too() {
    check(fixtures::fighters, 8_640);
}

#[test]
fn titles_of_ministry_and_nation_need_titles_in_a_row_and_an_initiative_of_their_reach() {
    check(fixtures::fighters_of_ministry_and_nation, 6_144);
}

#[test]
fn collectives_need_more_than_half_until_2023_and_seventy_percent_since() {
    check(fixtures::collectives, 855);
}
