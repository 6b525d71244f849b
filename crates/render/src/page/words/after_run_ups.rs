//! The sentences on what came after run-ups.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    run_up_and_fall: "Run-up, and what counts as its end in a fall", "漲勢與其後跌勢的定義";
    run_up_share: "Ended so", "如此收場者占比";
    run_up_cases: "Cases", "案例數";
    run_up_reached: "Today", "目前是否達到";
    run_up_below: "below", "未達";
    run_up_not_at_hand: "not at hand", "未取得";
    run_up_fell(falls, cases): "{falls} of {cases}", "{falls}/{cases}";
    percent(value): "{value} %", "{value}%";
    run_up_share_of_all(share, all): "{share} % (of all years {all} %)", "{share}%（所有年份為{all}%）";
    run_up_noted(what, note): "{what}. {note}", "{what}。{note}";
    run_up_today(name, value, day): "{name}: {value} % on {day}.", "{name}：{day}為{value}%。";
    run_up_now(name, value): "{name}: {value} %.", "{name}：{value}%。";
    run_up_unknown(name): "{name}: not known on this day.", "{name}：當日無資料。";
    run_up_reaches(rise): "That is as high as the run-ups of {rise} %, but for the definitions below.", "若不計下列定義的差異，已達{rise}%的漲勢。";
    run_up_short(rise): "That is less than the smallest of these run-ups, {rise} %.", "低於表中最小的漲勢（{rise}%）。";
    other_times: "Other times are other times: these are shares of past cases, each under its own definition; they are no probability for this one.",
        "時移事異：表中是過去案例的占比，各有定義，不是這一次的機率。";
}
