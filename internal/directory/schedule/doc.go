// Package schedule knows on which evenings a meeting is held: every Tuesday,
// the first and third Friday of the month, every second Monday, and the dates
// on which it is different this once.
//
// A Rule speaks of days of the calendar and never of instants, so the change of
// the clocks cannot shift it; a Slot adds the time on the wall in London and
// gives instants. What always holds:
//
//   - Next takes the same few steps however long ago the meeting began, for it
//     computes the evening instead of counting up to it;
//   - a day has at most one evening of a meeting, and a dated change of that day
//     outweighs the rule and its first and last day;
//   - a Rule is a value: whoever changes it has a new one;
//   - Parse reads what String wrote, and equal rules have equal texts.
//
// Rules live in the years 1900 to 9999; a day outside them is no evening.
package schedule
