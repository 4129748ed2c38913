// What a failed statement means for the person waiting: constraint names and connection failures become Problems.
import { DatabaseError } from "pg";
import { Problem, type ProblemCode } from "#src/schema/problem.ts";
import { CommitUnknown } from "./transact.ts";

/** Constraint names a client can run into, and what it is told. Every other constraint is a bug when it fires. */
export const CONSTRAINT_PROBLEMS: Readonly<Record<string, ProblemCode>> = {
  entries_id: "entry.id-taken",
  entries_order_unique: "entry.id-taken",
  // A repeated entry is one statement of many parts; whichever PostgreSQL runs first runs into its own key.
  personal_values_place: "entry.id-taken",
  wrapped_keys_place: "entry.id-taken",
  case_people_place: "entry.id-taken",
  alerts_once: "entry.id-taken",
  receipts_code: "entry.id-taken",
  passkeys_id: "passkey.refused",
  single_sign_on_links_one_officer: "single-sign-on.taken",
  // Linked twice at the same moment.
  single_sign_on_links_one_account: "single-sign-on.taken",
  recoveries_one_open: "recovery.already-asked",
  alerts_first_once: "entry.id-taken",
  sealed_texts_id: "entry.id-taken",
  relay_messages_id: "entry.id-taken",
  relay_messages_receipt: "relay.no-receipt",
  relay_answers_once: "relay.answered",
  relay_answers_text: "entry.id-taken",
  cases_id: "case.already-exists",
  officers_login_unique: "officer.login-taken",
  officers_id: "entry.id-taken",
  postings_id: "entry.id-taken",
  posting_renewals_id: "entry.id-taken",
  posting_endings_id: "entry.id-taken",
  posting_proposals_id: "entry.id-taken",
  posting_proposals_officer: "not-found",
  posting_proposals_unit: "input.invalid",
  posting_proposals_dates: "input.invalid",
  // A posting for an officer there is not.
  postings_officer: "not-found",
  staff_marks_officer: "not-found",
  postings_no_overlap: "posting.overlaps",
  postings_unit: "input.invalid",
  postings_dates_in_order: "input.invalid",
  inquiries_id: "entry.id-taken",
  review_marks_id: "entry.id-taken",
  opening_verdicts_id: "entry.id-taken",
  opening_answers_text: "entry.id-taken",
  // Answered twice at the same moment.
  opening_answers_once: "opening.answered",
  inquiries_officer: "not-found",
  alert_acknowledgements_alert: "alert.already-acknowledged",
  mark_withdrawals_id: "entry.id-taken",
  // An officer who has no mark of that number.
  mark_withdrawals_mark: "not-found",
  mark_withdrawal_answers_once: "change.already-decided",
  suspensions_id: "entry.id-taken",
  suspensions_one_open: "suspension.already",
  pack_changes_id: "entry.id-taken",
  pack_change_decisions_once: "change.already-decided",
};

const names = (text: string) => text.trim().split(/\s+/);

/** Constraints no client can run into: one of these that fires is a bug. A test keeps both lists whole. */
export const INTERNAL_CONSTRAINTS: readonly string[] = [
  // Keys and references the server sets itself.
  ...names(`
    alerts_id alerts_case alerts_unit alerts_escalates alert_mails_alert open_alerts_alert audit_events_id case_assignments_case
    case_assignments_place case_assignments_posting case_assignments_unit case_parts_place case_parts_case case_parts_posting case_people_case case_walls_case case_barred_case case_barred_once heard_walls_once heard_walls_case heard_walls_side
    case_directions_id case_directions_case case_directions_unit case_directions_addressee
    case_directions_giver case_directions_posting case_directions_ender
    cases_unit relay_messages_case relay_messages_officer relay_messages_posting relay_readings_once relay_readings_message
    relay_answers_message sealed_texts_case unlock_requests_id unlock_requests_case unlock_requests_officer
    unlock_requests_posting unlock_requests_unit unlock_answers_once unlock_answers_request unlock_answers_officer
    unlock_answers_posting unlock_endings_once unlock_endings_request unlock_endings_officer unlock_notices_once
    unlock_notices_request unlock_notices_posting unlock_notices_unit unlock_notices_read_once
    unlock_notices_read_request unlock_notices_read_officer unlock_mails_once unlock_mails_request unlock_mails_unit inquiry_closings_inquiry credentials_officer entries_case entries_posting personal_values_entry
    credentials_totp_whole
    enrolment_codes_hash enrolment_codes_hash_is_sha256 enrolment_codes_issuer enrolment_codes_officer enrolment_codes_posting enrolment_codes_salted
    recoveries_asker recoveries_confirmed_whole recoveries_confirmer recoveries_id recoveries_never_oneself
    recoveries_officer recoveries_two_people
    posting_renewals_by posting_renewals_by_another posting_renewals_later posting_renewals_officer
    posting_renewals_order posting_renewals_posting
    posting_endings_by posting_endings_by_another posting_endings_officer posting_endings_order posting_endings_posting
    posting_proposals_decider posting_proposals_under recoveries_under suspensions_under posting_proposals_never_oneself posting_proposals_order posting_proposals_proposer
    posting_proposals_two_people posting_proposals_whole
    mark_withdrawals_asker mark_withdrawals_document mark_withdrawals_never_oneself mark_withdrawals_posting
    mark_withdrawals_reason mark_withdrawals_role mark_withdrawal_answers_asked mark_withdrawal_answers_officer
    mark_withdrawal_answers_role mark_revivals_officer mark_revivals_once mark_revivals_withdrawal
    suspensions_asker suspensions_confirmed_whole suspensions_confirmer suspensions_lifted_by_another
    suspensions_lifted_in_force suspensions_lifted_whole suspensions_lifter suspensions_never_oneself suspensions_officer
    suspensions_order suspensions_reason suspensions_two_people suspensions_unit suspensions_withdrawn_waiting
    passkeys_officer postings_delegated_from postings_delegation_rights postings_delegation_short postings_delegation_whole
    sessions_hash sessions_id sessions_method sessions_officer sessions_posting sessions_proved_by sign_in_attempts_id
    sign_in_steps_id single_sign_on_links_hash_is_sha256 single_sign_on_links_id single_sign_on_links_officer
    vault_assignments_once vault_assignments_seq_positive vault_assignments_hash_is_sha256
    person_searches_id names_opened_once search_allowances_id search_allowances_more search_allowances_never_oneself secret_checks_one_each secret_checks_whole
    blind_index_once blind_index_purpose blind_index_token_cut index_keys_id_is_hash index_keys_one index_queue_once
    key_rotations_class key_rotations_finished_after_start key_rotations_once key_rotations_one_at_a_time
    key_rotations_version_later retired_keys_once
    audit_forwarding_one_row audit_forwarding_true audit_forwarding_not_negative
    key_orders_id key_orders_act key_orders_class key_orders_version_positive key_orders_officer key_orders_posting
    key_order_answers_once key_order_answers_order key_order_answers_officer key_order_answers_posting
    key_order_endings_once key_order_endings_order key_order_endings_officer
    unit_closure_ancestor unit_closure_descendant unit_closure_pair units_id units_parent`),
  // Where a case stands, which the fold says.
  ...names(
    "cases_divided_elsewhere cases_divided_from cases_merged_elsewhere cases_merged_into cases_status",
  ),
  // Oversight: the server's own keys, and values its input's schema has made certain.
  ...names(`
    heard_walls_hearing answer_hearings_once answer_hearings_answer sought_salts_length sought_salts_once sought_salts_one staff_marks_kind staff_marks_pair staff_marks_whole canaries_case review_items_unlock_once unlock_requests_class unlock_requests_court_order unlock_notices_audience sealed_texts_about
    sealed_texts_class sealed_texts_of_no_case review_items_id review_items_canary_once review_items_once review_items_rule review_marks_conclusion
    review_marks_item review_weeks_week opening_draws_week opening_draws_root_is_sha256 opening_draws_leaves_in_order
    opening_draws_within opening_draw_units_draw opening_draw_units_once drawn_openings_id drawn_openings_draw
    drawn_openings_once drawn_openings_officer drawn_openings_case opening_questions_once opening_questions_opening
    opening_questions_officer opening_questions_case opening_questions_asker opening_questions_never_oneself
    opening_answers_question opening_answers_officer opening_verdicts_opening opening_verdicts_verdict
    opening_verdicts_giver`),
  // Changes of the pack and the tables folded from them.
  ...names(`
    pack_changes_order pack_changes_officer pack_changes_posting pack_changes_made_by_somebody
    pack_changes_hash_is_sha256 pack_changes_salt_is_long pack_change_decisions_change pack_change_decisions_officer
    pack_change_decisions_posting pack_change_decisions_decision register_calendar_only_row unit_closure_span
    unit_periods_unit unit_periods_parent unit_periods_successor unit_periods_place unit_periods_dates_in_order`),
  // A random number that is taken: once in 10^15 for each case there is. Sending again draws another.
  "cases_number_unique",
  // Values that the input's schema and the rules have made certain.
  ...names(`
    alerts_level audit_events_outcome case_assignments_status case_walls_side case_directions_status case_directions_ended case_people_majority case_people_part cases_reported cases_verdict
    cases_palermo_verdict personal_values_class wrapped_keys_class
    wrapped_keys_version_positive entries_kind entries_seq_positive officers_login_lower postings_role units_dates_in_order`),
  // Hashes, their chain, and the order of the logs.
  ...names(`
    audit_events_hash_is_sha256 audit_spool_hash_is_sha256 entries_chained entries_hash_is_sha256 entries_hash_unique ledger_checkpoints_log
    ledger_checkpoints_root_is_sha256 ledger_checkpoints_size ledger_checkpoints_size_not_negative
    receipts_entry_hash receipts_entry_once receipts_hash
    ledger_cosignatures_checkpoint ledger_cosignatures_key_id ledger_cosignatures_log ledger_cosignatures_once
    ledger_cosignatures_signature ledger_leaves_hash_is_sha256 ledger_leaves_index_not_negative ledger_leaves_log ledger_leaves_once
    ledger_leaves_place ledger_tiles_filled ledger_tiles_index_not_negative ledger_tiles_level ledger_tiles_log
    ledger_tiles_lowest_full ledger_tiles_place ledger_tiles_width log_queue_hash_is_sha256 log_queue_log log_queue_once
    log_queue_order sessions_hash_is_sha256`),
];

// Connection failures (08), the server shutting down or starting (57P0x), no room (53), and sockets that broke.
const GONE = /^(08|57P0|53)/;
const BROKEN = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOENT", "ENOTFOUND"]);

/** The Problem an error stands for, or the error itself when it is a bug. Message texts are never read, codes are. */
export function problemOf(error: unknown): unknown {
  if (error instanceof Problem) return error;
  if (error instanceof CommitUnknown) return new Problem("register.unavailable");
  if (error instanceof DatabaseError) {
    const code = error.constraint === undefined ? undefined : CONSTRAINT_PROBLEMS[error.constraint];
    if (code !== undefined) return new Problem(code);
    return GONE.test(error.code ?? "") ? new Problem("register.unavailable") : error;
  }
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return isConnectionLoss(error) || (code !== undefined && BROKEN.has(code))
    ? new Problem("register.unavailable")
    : error;
}

// The driver throws plain errors with these texts and no code when a connection ends under a query or never comes.
function isConnectionLoss(error: unknown): boolean {
  const message = error instanceof Error ? error.message : "";
  return /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/.test(
    message,
  );
}
