"""The kernel's pages: one block to a noun."""

from django.urls import path

from coordination.views import (
    about,
    adoption,
    area,
    comment,
    consultee,
    consultee_day,
    desk,
    document,
    group,
    health,
    matter,
    meeting,
    message,
    notice,
    opinion,
    organization,
    referral,
    request,
    search,
    seat,
    sharing,
    statement,
    statement_import,
    statement_request,
    statement_version,
    statement_word,
    text_block,
)

app_name = "coordination"

urlpatterns = [
    # first page, search, health
    path("", desk.desk, name="desk"),
    path("sok/", search.search_page, name="search"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    # bodies and people
    path("organ/", organization.organizations, name="organizations"),
    path("organ/<int:pk>/", organization.organization, name="organization"),
    path("organ/<int:pk>/byt-namn/", organization.rename, name="rename_organization"),
    # a body's calendar
    path("organ/<int:pk>/sammantraden/", meeting.meetings, name="meetings"),
    path("organ/<int:pk>/sammantraden/nytt/", meeting.plan, name="plan_meeting"),
    path("organ/<int:pk>/sammantraden/fran-fil/", meeting.upload, name="import_meetings"),
    path("organ/<int:pk>/sammantraden/kalender.ics", meeting.calendar, name="meeting_calendar"),
    path("organ/<int:pk>/sammantraden/rutin/", meeting.routine, name="meeting_routine"),
    path("organ/<int:pk>/sammantraden/uppehall/", meeting.pause, name="add_meeting_break"),
    path(
        "organ/<int:pk>/sammantraden/uppehall/<int:break_pk>/ta-bort/",
        meeting.unpause,
        name="remove_meeting_break",
    ),
    path("sammantraden/<int:pk>/andra/", meeting.move, name="move_meeting"),
    path("sammantraden/<int:pk>/stall-in/", meeting.cancel, name="cancel_meeting"),
    path("sammantraden/<int:pk>/planera-igen/", meeting.resume, name="resume_meeting"),
    path("sammantraden/<int:pk>/avsluta/", meeting.close, name="close_meeting"),
    path("personer/<int:pk>/", organization.person, name="person"),
    # areas
    path("omraden/", area.areas, name="areas"),
    path("omraden/nytt/", area.create, name="create_area"),
    path("omraden/<int:pk>/", area.area, name="area"),
    path("omraden/<int:pk>/byt-namn/", area.rename, name="rename_area"),
    path("omraden/<int:pk>/grans/", area.boundary, name="area_boundary"),
    path("omraden/<int:pk>/avsluta/", area.end, name="end_area"),
    # groups and their places
    path("grupper/<int:pk>/", group.group, name="group"),
    path("grupper/<int:pk>/ny-plats/", group.seat_new, name="seat_new"),
    path("platser/<int:pk>/tillsatt/", seat.seat_fill, name="seat_fill"),
    path("platser/<int:pk>/avsluta/", seat.seat_leave, name="seat_leave"),
    # matters, decisions, assignments
    path("arenden/<int:pk>/", matter.matter, name="matter"),
    path("beslut/<int:pk>/", matter.decision, name="decision"),
    path("uppdrag/<int:pk>/", matter.assignment, name="assignment"),
    path("uppdrag/<int:pk>/bekrafta/", matter.acknowledge, name="acknowledge_assignment"),
    path("uppdrag/<int:pk>/klart/", matter.complete, name="complete_assignment"),
    path("medverkan/<int:pk>/bekrafta/", matter.acknowledge_party, name="acknowledge_party"),
    # statements: written, reviewed
    path("remissvar/<int:pk>/borja/", statement.start, name="start_statement"),
    path("yttranden/<int:pk>/", statement.statement, name="statement"),
    path("yttranden/<int:pk>/rubrik/", statement.describe, name="describe_statement"),
    path("yttranden/<int:pk>/avsnitt/<slug:slug>/", statement.section, name="statement_section"),
    path("yttranden/<int:pk>/hamta/", statement_import.from_word, name="statement_from_word"),
    path("yttranden/<int:pk>/hamta/anvand/", statement_import.use_word, name="use_word_text"),
    path(
        "yttranden/<int:pk>/versioner/<slug:slug>/",
        statement_version.versions,
        name="section_versions",
    ),
    path(
        "yttranden/<int:pk>/avsnitt/<slug:slug>/textblock/",
        text_block.insert,
        name="insert_text_block",
    ),
    path("textblock/", text_block.blocks, name="text_blocks"),
    path("textblock/nytt/", text_block.create, name="create_text_block"),
    path("textblock/<int:pk>/", text_block.block, name="text_block"),
    path("textblock/i-utkast/<int:pk>/byt/", text_block.renew, name="renew_text_block"),
    path("yttranden/<int:pk>/synpunkter/", comment.comments, name="comments"),
    path("synpunkter/<int:pk>/svara/", comment.reply, name="reply_to_comment"),
    path("synpunkter/<int:pk>/klar/", comment.resolve, name="resolve_comment"),
    path("versioner/<int:pk>/aterstall/", statement_version.restore, name="restore_version"),
    path("yttranden/<int:pk>/granska/", statement.submit, name="submit_statement"),
    path("yttranden/<int:pk>/skicka-tillbaka/", statement.send_back, name="send_back_statement"),
    path("yttranden/<int:pk>/dela/", sharing.share, name="share_statement"),
    path(
        "yttranden/<int:pk>/dela/<int:user_pk>/ta-tillbaka/",
        sharing.unshare,
        name="unshare_statement",
    ),
    # statements: adopted, approved, sent
    path("yttranden/<int:pk>/anta/", adoption.adopt, name="adopt_statement"),
    path("yttranden/<int:pk>/anta/kontrollera/", adoption.check, name="check_adoption"),
    path("yttranden/<int:pk>/justera/", adoption.approve, name="approve_statement"),
    path("yttranden/<int:pk>/anslag/", notice.put_up, name="put_up_notice"),
    path("yttranden/<int:pk>/anslag/ta-ner/", notice.take_down, name="take_down_notice"),
    path("yttranden/<int:pk>/expediera/", adoption.dispatch, name="dispatch_statement"),
    path("yttranden/<int:pk>/word/", statement_word.statement_word, name="statement_word"),
    path("yttranden/<int:pk>/pdf/", document.statement_pdf, name="statement_pdf"),
    # statements: what they ask for, and separate opinions
    path("yttranden/<int:pk>/onskemal/nytt/", statement_request.add, name="add_request"),
    path("onskemal/<int:pk>/redigera/", statement_request.edit, name="edit_request"),
    path("onskemal/<int:pk>/ta-bort/", statement_request.remove, name="remove_request"),
    path("yttranden/<int:pk>/sarskilt-yttrande/nytt/", opinion.file, name="file_opinion"),
    path("sarskilda-yttranden/<int:pk>/redigera/", opinion.edit, name="edit_opinion"),
    path("sarskilda-yttranden/<int:pk>/ta-tillbaka/", opinion.withdraw, name="withdraw_opinion"),
    # referrals
    path("remisser/", referral.referrals, name="referrals"),
    path("remisser/ny/", referral.create, name="create_referral"),
    path("remisser/paminn/", consultee.remind_late, name="remind_late"),
    path("remisser/avslutade/", referral.ended, name="ended_referrals"),
    path("remisser/<int:pk>/", referral.referral, name="referral"),
    path("remisser/<int:pk>/redigera/", referral.edit, name="edit_referral"),
    path("remisser/<int:pk>/skicka/", referral.send, name="send_referral"),
    path("remisser/<int:pk>/ta-bort/", referral.delete, name="delete_referral"),
    path("remisser/<int:pk>/aterkalla/", referral.recall, name="recall_referral"),
    path("remisser/<int:pk>/avsluta/", referral.close, name="close_referral"),
    path("remisser/<int:pk>/oppna-igen/", referral.reopen, name="reopen_referral"),
    # those who are asked
    path("remissinstanser/<int:pk>/", consultee.consultee, name="consultee"),
    path("remissinstanser/<int:pk>/anvand-dagen/", consultee_day.use_day, name="use_day"),
    path("remissinstanser/<int:pk>/avsta/", consultee.decline, name="decline_referral"),
    path("remissinstanser/<int:pk>/forlang/", consultee.extend, name="extend_consultee"),
    path(
        "remissinstanser/<int:pk>/uppgifter-saknas/", consultee.incomplete, name="find_incomplete"
    ),
    path(
        "remissinstanser/<int:pk>/uppgifter-finns/", consultee.complete, name="complete_consultee"
    ),
    path("remissinstanser/<int:pk>/paminn/", consultee.remind, name="remind_consultee"),
    # requests and what becomes of them
    path("onskemal/<int:pk>/", request.request_page, name="request"),
    path("yttranden/<int:pk>/onskemal/", request.statement_requests, name="statement_requests"),
    # the outbox
    path("utskick/", message.outbox, name="messages"),
    path("utskick/<int:pk>/", message.message, name="message"),
    path("utskick/<int:pk>/skicka-igen/", message.resend, name="resend_message"),
    # about Kraftsam itself
    path("hjalp/", about.help_page, name="help"),
    path("tillganglighet/", about.accessibility, name="accessibility"),
    path("ordlista/", about.glossary, name="glossary"),
    path("komponenter/", about.components, name="components"),
]
