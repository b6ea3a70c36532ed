/* Families who live far away, in another language. */
#include "app/demo/demo-cast.h"
#include "app/demo/demo-story.h"

const DemoStory demo_english_stories[] = {
    {
        .subject = "{My mother's care plan|Question about my mother's visits|Visiting from abroad}",
        .from = FROM_ABROAD,
        .team = TEAM_CARE,
        .times = 4,
        .mood = 5,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Hello,\n\nMy mother, Mrs Odette $nom, {lives in $ville and has been with you "
                 "since "
                 "spring|receives your help three mornings a week}. {I am flying in next week|I "
                 "live in "
                 "Leeds and cannot travel easily} and I would like to {meet the person who helps "
                 "her|know "
                 "how she is doing}. {My French is rather rusty, I am sorry!|Could somebody write "
                 "to me in "
                 "English?}\n\nKind regards,\n$prenom $nom",
                 0},
                {TURN_OUT, 60, 500,
                 "Dear $prenom,\n\nThank you for writing, and English is fine. {$aide would be "
                 "delighted to "
                 "meet you: she is at your mother's on Tuesday and Friday mornings until "
                 "eleven|Your mother is "
                 "doing well: she walks to the market on Wednesdays with $aide, and eats with a "
                 "good "
                 "appetite}. {Shall we say Friday at ten?|Would a short call with our coordinator "
                 "help?}\n\nWarm "
                 "regards,\n$conseiller\nAu Fil des Jours",
                 0},
                {TURN_IN, 60, 1500,
                 "{That is wonderful, Friday at ten it is.|Thank you so much, that sets my mind at "
                 "rest.}\n\n"
                 "$prenom",
                 WITH_QUOTE},
                {TURN_CLOSE, 30, 300, NULL, 0},
            },
    },
    {
        .subject = "{Invoice $facture: payment from a UK account|Paying an invoice from abroad}",
        .from = FROM_ABROAD,
        .team = TEAM_BILLING,
        .times = 2,
        .mood = 4,
        .turns =
            {
                {TURN_IN, 0, 0,
                 "Hello,\n\nI would like to pay invoice $facture ($montant) for my {father|aunt} "
                 "from a UK "
                 "account. Could you send me the bank details and tell me which reference to "
                 "use?\n\nMany "
                 "thanks,\n$prenom $nom",
                 0},
                {TURN_OUT, 60, 600,
                 "Dear $prenom,\n\nFor your safety we do not send bank details by mail: they are "
                 "printed on "
                 "the last page of every invoice. Please use $facture as the reference, so that "
                 "your payment "
                 "is recognised at once.\n\nBest wishes,\n$conseiller",
                 0},
                {TURN_CLOSE, 30, 300, NULL, 0},
            },
    },
    {.subject = NULL},
};
