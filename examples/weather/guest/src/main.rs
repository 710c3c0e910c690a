//! The weather insurance as a guest program: a month of messages in, what the policy pays
//! out, bound to the task.

#![no_main]

use sprout_guest::guest;

guest::entry!(main);

fn main() {
    let task = guest::read_task();
    let figures = weather_logic::fold(task.messages().iter().map(|message| message.data));
    guest::commit(&task, &weather_logic::output(&figures));
}
