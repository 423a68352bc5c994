// Package e2e walks the program as people do: a real Chromium, a whole server
// on a real database, and a clock that the test moves.
//
// Its tests find things on a page by the words that a person reads there, wait
// for conditions and never for time, and give every role a browser of its own.
// Whatever a browser does here is watched: a request to any other address, an
// error in the page's console, or an answer that says the server broke fails
// the test that made it.
//
// Without OPENMAF_TEST_BROWSER (the path of Chromium) the package leaves itself
// out and says so; make test offers one.
package e2e
