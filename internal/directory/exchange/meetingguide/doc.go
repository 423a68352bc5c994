// Package meetingguide reads the JSON that fellowships' sites publish for the
// Meeting Guide app: an array of meetings, or an object that holds one.
//
// Rows are numbered by their position, from 1. Type codes mean different things
// to different fellowships ("POA" is proof of attendance, parents of alcoholics,
// or a voucher), so a code is read only where it is certain for the row's
// fellowship. Contact names, e-mail addresses and telephone numbers are not
// read: no last names is the format's own rule.
//
// Source: code4recovery/spec, README and data/types.json; variables.php of
// 12-step-meeting-list for the codes of other fellowships.
package meetingguide
