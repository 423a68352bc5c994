// Package exchange reads other people's lists of meetings, in whichever of the
// formats below it they come.
package exchange

import (
	"strings"

	"openmaf/internal/directory/exchange/csv"
	"openmaf/internal/directory/exchange/meetingguide"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/table"
)

// Formats that Read knows by name. Auto looks into the file.
const (
	Auto         = "auto"
	CSV          = csv.Format
	MeetingGuide = meetingguide.Format
)

// Read reads a list in the format. fellowship is the code of rows that name
// none, and may be empty. A file that is no list is a fault; bad rows of a list
// are in the edition.
func Read(data []byte, format, fellowship string) (meeting.Edition, error) {
	if format == Auto || format == "" {
		format = Detect(data)
	}
	switch format {
	case CSV:
		return csv.Read(data, fellowship)
	case MeetingGuide:
		return meetingguide.Read(data, fellowship)
	}
	args := fault.Args{"Format": format}
	return meeting.Edition{}, fault.New(fault.Invalid, "exchange.format", args).Field("format", "exchange.format", args)
}

// Detect tells the format from the first sign in the file: JSON begins with a
// bracket or brace, and no line of headings does.
func Detect(data []byte) string {
	text, err := table.Text(data[:min(len(data), 4096)])
	if err == nil {
		if start := strings.TrimSpace(text); strings.HasPrefix(start, "[") || strings.HasPrefix(start, "{") {
			return MeetingGuide
		}
	}
	return CSV
}
