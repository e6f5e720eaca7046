using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MySaas.Infrastructure.Persistence.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Billing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
                name: "ix_invoices_invoice_id",
                table: "invoices",
                column: "invoice_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_invoices_organization_id_id",
                table: "invoices",
                columns: new[] { "organization_id", "id" });

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
                name: "ix_webhook_events_event_id",
                table: "webhook_events",
                column: "event_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_webhook_events_message_id",
                table: "webhook_events",
                column: "message_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "checkout_sessions");

            migrationBuilder.DropTable(
                name: "invoices");

            migrationBuilder.DropTable(
                name: "subscriptions");

            migrationBuilder.DropTable(
                name: "webhook_events");
        }
    }
}
