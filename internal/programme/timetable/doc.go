// Package timetable plans by itself what people are asked: for whoever is on a
// course by its programme, for whoever has a way and no course by the plan of
// the community.
//
// What is due follows from what is known of somebody's way, and is worked out
// anew each time that something was written down about them, and once a day for
// everybody whose way is young enough. So it does not matter how often it runs,
// or for how long it did not.
//
// Invariants:
//   - Nobody is asked who has not agreed to be part of the evaluation; nor
//     whose record is sealed or part of another, who has died, who left the
//     course, or whose ways have all come to rest.
//   - Between two days on which one person is asked something lie at least
//     seven, check-ins among them; only in the same talk, on the day of a
//     check-in, there may be both.
//   - Where several fall into one week, the one that is worth most goes first.
//     The others come later in their window, or lapse: then they were not asked,
//     and nobody reads of it.
//   - What somebody planned by hand, or has put to the person, is never moved.
//   - Nobody has a second start on one way, over however many courses it goes.
package timetable
