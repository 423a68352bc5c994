// Package directory is the pages on which a community looks after its list of
// meetings: look, type, ring, change, withdraw, and bring in lists and
// postcodes.
//
// Invariants:
//   - What a person typed is kept as they typed it; a doubt (a postcode nobody
//     knows, a meeting that looks like another) is said and never in the way.
//   - A list is applied as it was shown: the file waits on the server between
//     the two, and its content is gone once it was applied, or after a day.
//   - After every change the index that options are ranked from is built anew
//     before the page answers.
package directory
