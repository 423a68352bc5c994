package cli

import "runtime/debug"

// Version is the release; the build sets it.
var Version = "0.1.0"

type versionCommand struct{}

func (versionCommand) Run(t *terminal) error {
	revision := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				revision = s.Value
			}
		}
	}
	t.say("openmaf %s", Version)
	return t.document(map[string]string{"version": Version, "revision": revision})
}

// helpCommand stands in the list of commands; [Run] turns it into --help.
type helpCommand struct {
	Command []string `arg:"" optional:"" help:"The command to explain."`
}
