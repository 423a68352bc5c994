package page

import (
	"cmp"
	"slices"
)

// goldens is the table: component, examples compared, options left out. A
// bool-item is "false" in place of an item of a list.
var goldens = []golden{
	{"back-link", 5, "", from(func(o struct{ Text, Href, Classes string }) any {
		return BackLink{Text: cmp.Or(o.Text, "Back"), Href: cmp.Or(o.Href, "#"), Classes: o.Classes}
	})},
	{"button", 31, "isStartButton preventDoubleClick:false", from(func(o struct {
		ID, Text, Classes, Name, Value, Href, Type string
		Disabled                                   bool
		PreventDoubleClick                         *bool
	}) any {
		if o.PreventDoubleClick != nil && !*o.PreventDoubleClick {
			return leftOut("preventDoubleClick:false")
		}
		return Button{ID: o.ID, Text: o.Text, Classes: o.Classes, Name: o.Name, Value: o.Value, Href: o.Href,
			Type: o.Type, Disabled: o.Disabled, Once: o.PreventDoubleClick != nil}
	})},
	{"checkboxes", 26, "bool-item label", from(func(o groupOptions) any {
		return Checkboxes{Field: o.field(), Legend: o.Fieldset.set(), Items: o.items(), Columns: o.Classes}
	})},
	{"date-input", 14, "classes day month pattern year", from(dateOptions.view)},
	{"details", 6, "", from(func(o struct {
		ID, SummaryText, Text, Classes string
		Open                           bool
	}) any {
		return Details{ID: o.ID, Summary: o.SummaryText, Text: o.Text, Classes: o.Classes, Open: o.Open}
	})},
	{"error-message", 6, "", from(func(o errorOptions) any {
		return ErrorMessage{ID: o.ID, Prefix: o.prefix(), Text: o.Text, Classes: o.Classes}
	})},
	{"error-summary", 11, "disableAutoFocus", from(func(o struct {
		TitleText, DescriptionText, Classes string
		ErrorList                           []struct{ Text, Href string }
	}) any {
		s := ErrorSummary{Title: o.TitleText, Description: o.DescriptionText, Classes: o.Classes}
		for _, e := range o.ErrorList {
			s.Errors = append(s.Errors, SummaryError{Text: e.Text, To: e.Href})
		}
		return s
	})},
	// Its four words are for their script.
	{"exit-this-page", 1, "", from(func(o struct {
		Text                                                                     string
		ActivatedText, TimedOutText, PressTwoMoreTimesText, PressOneMoreTimeText string
	}) any {
		return ExitThisPage{Text: o.Text, URL: "https://www.bbc.co.uk/weather"}
	})},
	{"fieldset", 15, "", from(func(o setOptions) any { return *o.set() })},
	{"file-upload", 14, "chooseFilesButtonText javascript value", from(func(o struct {
		fieldOptions
		Multiple, Disabled bool
	}) any {
		return FileUpload{Field: o.field(), Multiple: o.Multiple, Disabled: o.Disabled}
	})},
	{"generic-header", 3, "", from(func(o struct{ LogoText, URL, Classes string }) any {
		return Header{Text: o.LogoText, URL: cmp.Or(o.URL, "/"), Classes: o.Classes}
	})},
	{"hint", 4, "", from(func(o struct{ ID, Text, Classes string }) any { return Hint(o) })},
	{"input", 37, "classes", from(func(o inputOptions) any {
		i := Input{Field: o.field(), Value: plain(o.Value), Type: o.Type, InputMode: o.Inputmode, Autocomplete: o.Autocomplete,
			Pattern: o.Pattern, Spellcheck: spell(o.Spellcheck), Capitalize: o.Autocapitalize, Disabled: o.Disabled}
		if o.Prefix != nil {
			i.Prefix = o.Prefix.Text
		}
		if o.Suffix != nil {
			i.Suffix = o.Suffix.Text
		}
		return i
	})},
	{"inset-text", 4, "", from(func(o struct{ ID, Text, Classes string }) any { return InsetText(o) })},
	{"label", 15, "", from(func(o labelOptions) any {
		return Label{For: o.For, Text: o.Text, Classes: o.Classes, Heading: o.IsPageHeading}
	})},
	{"notification-banner", 13, "disableAutoFocus titleHeadingLevel", from(func(o struct{ Text, Type, TitleText, TitleID, Role, Classes string }) any {
		title := "Important"
		if o.Type == "success" {
			title = "Success"
		}
		return NotificationBanner{ID: o.TitleID, Title: cmp.Or(o.TitleText, title), Text: o.Text, Classes: o.Classes,
			Role: o.Role, Success: o.Type == "success"}
	})},
	{"pagination", 5, "items", from(func(o struct {
		LandmarkLabel, Classes string
		Previous, Next         *pageOptions
	}) any {
		return Pagination{Label: cmp.Or(o.LandmarkLabel, "Pagination"), Classes: o.Classes,
			Previous: o.Previous.link("Previous"), Next: o.Next.link("Next")}
	})},
	{"panel", 5, "actions", from(func(o struct {
		TitleText, Text, Classes string
		HeadingLevel             int
	}) any {
		return Panel{Title: o.TitleText, Text: o.Text, Classes: o.Classes, Level: o.HeadingLevel}
	})},
	{"radios", 27, "bool-item label", from(func(o groupOptions) any {
		return Radios{Field: o.field(), Legend: o.Fieldset.set(), Items: o.items(), Columns: o.Classes}
	})},
	{"select", 16, "bool-item", from(func(o struct {
		fieldOptions
		Value    any
		Disabled bool
		Items    []*struct {
			Value    any
			Text     string
			Selected *bool
			Disabled bool
		}
	}) any {
		s := Select{Field: o.field(), Disabled: o.Disabled}
		for _, i := range o.Items {
			if i == nil {
				continue
			}
			option := Option{Value: plain(i.Value), Text: i.Text, Plain: i.Value == nil, Disabled: i.Disabled}
			option.Selected = o.Value != nil && slices.Contains([]any{i.Value, i.Text}, o.Value)
			if i.Selected != nil {
				option.Selected = *i.Selected
			}
			s.Items = append(s.Items, option)
		}
		return s
	})},
	{"skip-link", 7, "", from(func(o struct{ Text, Href, Classes string }) any {
		return SkipLink{Text: o.Text, Href: cmp.Or(o.Href, "#content"), Classes: o.Classes}
	})},
	{"summary-list", 5, "bool-item card classes", from(func(o struct {
		Classes string
		Rows    []*struct {
			Classes    string
			Key, Value struct{ Text string }
			Actions    *struct {
				Items []struct{ Text, VisuallyHiddenText, Href, Classes string }
			}
		}
	}) any {
		s := SummaryList{Classes: o.Classes}
		for _, r := range o.Rows {
			if r == nil {
				continue
			}
			row := SummaryRow{Key: r.Key.Text, Value: r.Value.Text, Classes: r.Classes}
			if r.Actions != nil {
				for _, a := range r.Actions.Items {
					row.Actions = append(row.Actions, RowAction{Text: a.Text, Hidden: a.VisuallyHiddenText, Href: a.Href, Classes: a.Classes})
				}
			}
			s.Rows = append(s.Rows, row)
		}
		return s
	})},
	{"table", 11, "bool-item rowspan", from(func(o struct {
		Caption, CaptionClasses, Classes string
		Head                             []cellOptions
		Rows                             [][]cellOptions
		FirstCellIsHeader                bool
	}) any {
		t := Table{Caption: o.Caption, CaptionClasses: o.CaptionClasses, Classes: o.Classes, HeadFirst: o.FirstCellIsHeader}
		for _, c := range o.Head {
			t.Head = append(t.Head, c.cell())
		}
		for _, r := range o.Rows {
			if r == nil {
				continue
			}
			row := []Cell{}
			for _, c := range r {
				row = append(row, c.cell())
			}
			t.Rows = append(t.Rows, row)
		}
		return t
	})},
	{"tag", 10, "", from(func(o words) any { return Tag(o) })},
	{"textarea", 17, "", from(func(o struct {
		fieldOptions
		Value, Autocomplete string
		Rows                any
		Spellcheck          *bool
	}) any {
		t := Textarea{Field: o.field(), Value: o.Value, Autocomplete: o.Autocomplete, Spellcheck: spell(o.Spellcheck)}
		if n, ok := o.Rows.(float64); ok {
			t.Rows = int(n)
		}
		return t
	})},
	{"warning-text", 6, "", from(func(o struct{ Text, IconFallbackText, Classes string }) any {
		return WarningText{Prefix: cmp.Or(o.IconFallbackText, "Warning"), Text: o.Text, Classes: o.Classes}
	})},
}
