// Package civil is the calendar and the clock on the wall: days, times of day,
// and how the two become an instant in London.
//
// A meeting at half past seven is at half past seven in summer and in winter,
// so a day and a time of day stay apart, as people say them, until somebody
// asks for the instant. Three things always hold:
//
//   - every real Date and TimeOfDay has exactly one instant, on the two nights
//     a year when the clocks change as well (see Date.At);
//   - a text that String writes, the parser reads back to the same value;
//   - an instant in the database is 24 characters of UTC, so that text order is
//     time order.
package civil
