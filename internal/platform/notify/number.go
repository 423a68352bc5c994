package notify

import (
	"strings"

	"github.com/nyaruka/phonenumbers"

	"openmaf/internal/platform/fault"
)

// region is where a number without a country's prefix is from.
const region = "GB"

// Mobile is the number as gateways take it (E.164, "+447700900123"), for a
// number that can receive a text. A landline is refused: British networks read
// a text to it aloud to whoever picks up.
func Mobile(typed string) (string, error) {
	n, err := phonenumbers.Parse(typed, region)
	if err != nil {
		return "", fault.New(fault.Invalid, "notify.number").Because(err)
	}
	if phonenumbers.IsPossibleNumberWithReason(n) != phonenumbers.IS_POSSIBLE {
		return "", fault.New(fault.Invalid, "notify.number")
	}
	if !textable(n) {
		return "", fault.New(fault.Invalid, "notify.landline")
	}
	return phonenumbers.Format(n, phonenumbers.E164), nil
}

const britain = 44

// textable goes by the first digits in Britain, where 07 is a mobile but for
// 070 (forwarded) and 076 (pagers), and where the numbers set aside for stories
// and tests are in no list of valid ones.
func textable(n *phonenumbers.PhoneNumber) bool {
	if n.GetCountryCode() == britain {
		national := phonenumbers.GetNationalSignificantNumber(n)
		return len(national) == 10 && national[0] == '7' && national[1] != '0' &&
			(national[1] != '6' || strings.HasPrefix(national, "7624")) // the Isle of Man's
	}
	switch phonenumbers.GetNumberType(n) {
	case phonenumbers.MOBILE, phonenumbers.FIXED_LINE_OR_MOBILE:
		return true
	}
	return false
}

// Forms are the ways in which the number of a gateway's report may stand in a
// record, once spaces, brackets and dashes are gone: with the prefix of the
// country in each of its spellings, and without.
func Forms(reported string) []string {
	if digits := strings.TrimLeft(reported, "+0123456789"); digits == "" && len(reported) >= 10 && reported[0] != '+' && reported[0] != '0' {
		reported = "+" + reported // many gateways leave the plus out
	}
	n, err := phonenumbers.Parse(reported, region)
	if err != nil {
		return nil
	}
	full := phonenumbers.Format(n, phonenumbers.E164)
	forms := []string{full, full[1:], "00" + full[1:]}
	if n.GetCountryCode() == britain {
		national := phonenumbers.GetNationalSignificantNumber(n)
		forms = append(forms, "0"+national, "+440"+national, "00440"+national, "440"+national)
	}
	return forms
}
