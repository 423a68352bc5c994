// Package public is the pages that anybody may open: what is on near a place,
// one meeting, help in danger, and what is kept of whom.
//
// Invariants:
//   - Nothing that a stranger types is stored or logged. The question stands in
//     the address of the page, where the reader's own browser keeps it and
//     nobody else, and a page sends no referrer.
//   - The address of a meeting for members or for women only is not on these
//     pages, whatever field of the listing it hides in: an area and a telephone
//     number stand there instead.
//   - Titles are neutral: they say nothing to somebody who looks over a shoulder
//     or into a browser's history.
package public
