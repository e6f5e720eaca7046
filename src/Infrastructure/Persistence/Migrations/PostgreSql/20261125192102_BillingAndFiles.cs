using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MySaas.Infrastructure.Persistence.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class BillingAndFiles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "active_organizations",
                table: "business_metrics",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "active_subscriptions",
                table: "business_metrics",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "churned_subscriptions",
                table: "business_metrics",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "mrr",
                table: "business_metrics",
                type: "text",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<int>(
                name: "new_subscriptions",
                table: "business_metrics",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "past_due_subscriptions",
                table: "business_metrics",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "trialing_subscriptions",
                table: "business_metrics",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "checkout_sessions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<string>(type: "character varying(255)", unicode: false, maxLength: 255, nullable: false),
                    plan_code = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    interval = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    url = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_checkout_sessions", x => x.id);
                    table.ForeignKey(
                        name: "fk_checkout_sessions_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "drift_entries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subscription_id = table.Column<string>(type: "character varying(255)", unicode: false, maxLength: 255, nullable: false),
                    field = table.Column<string>(type: "character varying(50)", unicode: false, maxLength: 50, nullable: false),
                    ours = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    stripes = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    repaired_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_drift_entries", x => x.id);
                    table.ForeignKey(
                        name: "fk_drift_entries_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Files",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    uploader_id = table.Column<Guid>(type: "uuid", nullable: true),
                    name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    content_type = table.Column<string>(type: "character varying(127)", unicode: false, maxLength: 127, nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", unicode: false, maxLength: 64, nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    step = table.Column<string>(type: "character varying(32)", unicode: false, maxLength: 32, nullable: true),
                    scan = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    threat = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    rejected_because = table.Column<string>(type: "character varying(64)", unicode: false, maxLength: 64, nullable: true),
                    content = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    thumbnail_size = table.Column<long>(type: "bigint", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_files", x => x.id);
                    table.ForeignKey(
                        name: "fk_files_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_files_users_uploader_id",
                        column: x => x.uploader_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "invoices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    invoice_id = table.Column<string>(type: "character varying(255)", unicode: false, maxLength: 255, nullable: false),
                    subscription_id = table.Column<string>(type: "character varying(255)", unicode: false, maxLength: 255, nullable: true),
                    number = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    amount_due = table.Column<long>(type: "bigint", nullable: false),
                    amount_paid = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", unicode: false, maxLength: 3, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    hosted_url = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    pdf_url = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    has_asked_for_action = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invoices", x => x.id);
                    table.ForeignKey(
                        name: "fk_invoices_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "provider_walks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    list = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    step_id = table.Column<Guid>(type: "uuid", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    seen_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    is_wanted_again = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_provider_walks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "subscriptions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    customer_id = table.Column<string>(type: "character varying(255)", unicode: false, maxLength: 255, nullable: true),
                    is_customer_deleted = table.Column<bool>(type: "boolean", nullable: false),
                    past_due_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    has_had_trial = table.Column<bool>(type: "boolean", nullable: false),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    second_subscription_id = table.Column<string>(type: "character varying(255)", unicode: false, maxLength: 255, nullable: true),
                    trial_end_announced = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    disputes = table.Column<string[]>(type: "text[]", nullable: false),
                    compared_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    state_cancel_at_period_end = table.Column<bool>(type: "boolean", nullable: true),
                    state_cancels_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    state_created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    state_currency = table.Column<string>(type: "character varying(3)", unicode: false, maxLength: 3, nullable: true),
                    state_current_period_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    state_current_period_start = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    state_customer_id = table.Column<string>(type: "character varying(255)", unicode: false, maxLength: 255, nullable: true),
                    state_ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    state_interval = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    state_latest_invoice_id = table.Column<string>(type: "character varying(255)", unicode: false, maxLength: 255, nullable: true),
                    state_plan_code = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    state_retained_plan_code = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    state_retained_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    state_seats = table.Column<int>(type: "integer", nullable: true),
                    state_status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    state_subscription_id = table.Column<string>(type: "character varying(255)", unicode: false, maxLength: 255, nullable: true),
                    state_trial_ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    state_unit_amount = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_subscriptions", x => x.id);
                    table.ForeignKey(
                        name: "fk_subscriptions_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "uploads",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    uploader_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reserved_bytes = table.Column<long>(type: "bigint", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    content_type = table.Column<string>(type: "character varying(127)", unicode: false, maxLength: 127, nullable: true),
                    sha256 = table.Column<string>(type: "character varying(64)", unicode: false, maxLength: 64, nullable: true),
                    verifying_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_uploads", x => x.id);
                    table.ForeignKey(
                        name: "fk_uploads_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_uploads_users_uploader_id",
                        column: x => x.uploader_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "usage_counters",
                columns: table => new
                {
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    limit_name = table.Column<string>(type: "character varying(50)", unicode: false, maxLength: 50, nullable: false),
                    period = table.Column<int>(type: "integer", nullable: false),
                    used = table.Column<long>(type: "bigint", nullable: false),
                    compared_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_usage_counters", x => new { x.organization_id, x.limit_name });
                    table.ForeignKey(
                        name: "fk_usage_counters_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "usage_records",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    meter = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    quantity = table.Column<long>(type: "bigint", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reported_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_usage_records", x => x.id);
                    table.ForeignKey(
                        name: "fk_usage_records_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "webhook_events",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    event_id = table.Column<string>(type: "character varying(255)", unicode: false, maxLength: 255, nullable: false),
                    type = table.Column<string>(type: "character varying(255)", unicode: false, maxLength: 255, nullable: false),
                    api_version = table.Column<string>(type: "character varying(255)", unicode: false, maxLength: 255, nullable: true),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    customer_id = table.Column<string>(type: "character varying(255)", unicode: false, maxLength: 255, nullable: true),
                    subscription_id = table.Column<string>(type: "character varying(255)", unicode: false, maxLength: 255, nullable: true),
                    invoice_id = table.Column<string>(type: "character varying(255)", unicode: false, maxLength: 255, nullable: true),
                    object_id = table.Column<string>(type: "character varying(255)", unicode: false, maxLength: 255, nullable: true),
                    claimant = table.Column<Guid>(type: "uuid", nullable: true),
                    payload = table.Column<string>(type: "text", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    is_ignored = table.Column<bool>(type: "boolean", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: true),
                    processed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_events", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_checkout_sessions_organization_id",
                table: "checkout_sessions",
                column: "organization_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_drift_entries_organization_id",
                table: "drift_entries",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ix_files_organization_id_id",
                table: "Files",
                columns: new[] { "organization_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_files_status_created_at",
                table: "Files",
                columns: new[] { "status", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_files_uploader_id",
                table: "Files",
                column: "uploader_id");

            migrationBuilder.CreateIndex(
                name: "ix_invoices_invoice_id",
                table: "invoices",
                column: "invoice_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_invoices_organization_id_id",
                table: "invoices",
                columns: new[] { "organization_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_provider_walks_list",
                table: "provider_walks",
                column: "list",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_subscriptions_customer_id",
                table: "subscriptions",
                column: "customer_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_subscriptions_organization_id",
                table: "subscriptions",
                column: "organization_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_uploads_expires_at",
                table: "uploads",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_uploads_organization_id",
                table: "uploads",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ix_uploads_uploader_id",
                table: "uploads",
                column: "uploader_id");

            migrationBuilder.CreateIndex(
                name: "ix_usage_counters_limit_name_compared_at",
                table: "usage_counters",
                columns: new[] { "limit_name", "compared_at" });

            migrationBuilder.CreateIndex(
                name: "ix_usage_records_organization_id_id",
                table: "usage_records",
                columns: new[] { "organization_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_events_event_id",
                table: "webhook_events",
                column: "event_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_webhook_events_id",
                table: "webhook_events",
                column: "id",
                filter: "is_ignored");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_events_message_id",
                table: "webhook_events",
                column: "message_id");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_events_type_id",
                table: "webhook_events",
                columns: new[] { "type", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "checkout_sessions");

            migrationBuilder.DropTable(
                name: "drift_entries");

            migrationBuilder.DropTable(
                name: "Files");

            migrationBuilder.DropTable(
                name: "invoices");

            migrationBuilder.DropTable(
                name: "provider_walks");

            migrationBuilder.DropTable(
                name: "subscriptions");

            migrationBuilder.DropTable(
                name: "uploads");

            migrationBuilder.DropTable(
                name: "usage_counters");

            migrationBuilder.DropTable(
                name: "usage_records");

            migrationBuilder.DropTable(
                name: "webhook_events");

            migrationBuilder.DropColumn(
                name: "active_organizations",
                table: "business_metrics");

            migrationBuilder.DropColumn(
                name: "active_subscriptions",
                table: "business_metrics");

            migrationBuilder.DropColumn(
                name: "churned_subscriptions",
                table: "business_metrics");

            migrationBuilder.DropColumn(
                name: "mrr",
                table: "business_metrics");

            migrationBuilder.DropColumn(
                name: "new_subscriptions",
                table: "business_metrics");

            migrationBuilder.DropColumn(
                name: "past_due_subscriptions",
                table: "business_metrics");

            migrationBuilder.DropColumn(
                name: "trialing_subscriptions",
                table: "business_metrics");
        }
    }
}
