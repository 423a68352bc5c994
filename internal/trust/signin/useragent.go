package signin

import "strings"

// DeviceName is a short name for a device out of its User-Agent line: enough
// for its owner to tell the phone from the office computer, and nothing that
// would tell two phones of a kind apart. Empty when neither can be told.
func DeviceName(userAgent string) string {
	browser := firstOf(userAgent, browsers)
	system := firstOf(userAgent, systems)
	if browser == "" || system == "" {
		return browser + system
	}
	return browser + ", " + system
}

// Each mark comes before those that also stand in the lines of its kin: Edge
// says that it is Chrome and Safari, Android that it is Linux.
var (
	browsers = [][2]string{{"Edg", "Edge"}, {"SamsungBrowser", "Samsung Internet"}, {"OPR/", "Opera"},
		{"Firefox/", "Firefox"}, {"FxiOS", "Firefox"}, {"CriOS", "Chrome"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}}
	systems = [][2]string{{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"CrOS", "Chromebook"},
		{"Windows", "Windows"}, {"Macintosh", "Mac"}, {"Linux", "Linux"}}
)

func firstOf(line string, marks [][2]string) string {
	for _, mark := range marks {
		if strings.Contains(line, mark[0]) {
			return mark[1]
		}
	}
	return ""
}
