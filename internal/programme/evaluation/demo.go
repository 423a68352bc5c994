package evaluation

import _ "embed"

// Demo is a file to try the tables on. Its nineteen people are invented, and
// every row says so: they took part in no course, and what comes out is the
// result of none. before and after are six months apart; days counts those with
// a meeting in the last 28, capital is a made-up score from 0 to 50, recovery
// the people in recovery whom somebody is close to.
//
//go:embed invented-demo.csv
var Demo string
