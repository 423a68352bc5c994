// Package concern is the pages on which a concern is raised, read and answered.
//
// Invariants:
//   - Every page for somebody signed in leads to the form, which needs one
//     answer: two taps and a few words.
//   - The form says who will read it before it is sent, and whom to ring when
//     somebody is in danger stands on the page all the time.
//   - Who raised a concern is shown that it was read, and none of its words
//     again.
//   - What the pages show is what package people/concern gave: no page decides
//     who may know of a concern.
//   - A concern is printed by its own button, which writes down who printed it;
//     printing the page itself gives an empty sheet.
package concern
