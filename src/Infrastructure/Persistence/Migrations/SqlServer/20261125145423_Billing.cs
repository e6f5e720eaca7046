using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MySaas.Infrastructure.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Billing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "CheckoutSessions",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    OrganizationId = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    SessionId = table.Column<string>(type: "varchar(255)", unicode: false, maxLength: 255, nullable: false),
                    PlanCode = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: false),
                    Interval = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Url = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CheckoutSessions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CheckoutSessions_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Invoices",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    OrganizationId = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    InvoiceId = table.Column<string>(type: "varchar(255)", unicode: false, maxLength: 255, nullable: false),
                    SubscriptionId = table.Column<string>(type: "varchar(255)", unicode: false, maxLength: 255, nullable: true),
                    Number = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: true),
                    Status = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    AmountDue = table.Column<long>(type: "bigint", nullable: false),
                    AmountPaid = table.Column<long>(type: "bigint", nullable: false),
                    Currency = table.Column<string>(type: "varchar(3)", unicode: false, maxLength: 3, nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    HostedUrl = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true),
                    PdfUrl = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true),
                    HasAskedForAction = table.Column<bool>(type: "bit", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Invoices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Invoices_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Subscriptions",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    OrganizationId = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    CustomerId = table.Column<string>(type: "varchar(255)", unicode: false, maxLength: 255, nullable: true),
                    IsCustomerDeleted = table.Column<bool>(type: "bit", nullable: false),
                    PastDueSince = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    HasHadTrial = table.Column<bool>(type: "bit", nullable: false),
                    Attempt = table.Column<int>(type: "int", nullable: false),
                    SecondSubscriptionId = table.Column<string>(type: "varchar(255)", unicode: false, maxLength: 255, nullable: true),
                    TrialEndAnnounced = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Disputes = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    ComparedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    State_CancelAtPeriodEnd = table.Column<bool>(type: "bit", nullable: true),
                    State_CancelsAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    State_CreatedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    State_Currency = table.Column<string>(type: "varchar(3)", unicode: false, maxLength: 3, nullable: true),
                    State_CurrentPeriodEnd = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    State_CurrentPeriodStart = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    State_CustomerId = table.Column<string>(type: "varchar(255)", unicode: false, maxLength: 255, nullable: true),
                    State_EndedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    State_Interval = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    State_LatestInvoiceId = table.Column<string>(type: "varchar(255)", unicode: false, maxLength: 255, nullable: true),
                    State_PlanCode = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: true),
                    State_RetainedPlanCode = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: true),
                    State_RetainedUntil = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    State_Seats = table.Column<int>(type: "int", nullable: true),
                    State_Status = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    State_SubscriptionId = table.Column<string>(type: "varchar(255)", unicode: false, maxLength: 255, nullable: true),
                    State_TrialEndsAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    State_UnitAmount = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Subscriptions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Subscriptions_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "WebhookEvents",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    EventId = table.Column<string>(type: "varchar(255)", unicode: false, maxLength: 255, nullable: false),
                    Type = table.Column<string>(type: "varchar(255)", unicode: false, maxLength: 255, nullable: false),
                    ApiVersion = table.Column<string>(type: "varchar(255)", unicode: false, maxLength: 255, nullable: true),
                    OccurredAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    CustomerId = table.Column<string>(type: "varchar(255)", unicode: false, maxLength: 255, nullable: true),
                    SubscriptionId = table.Column<string>(type: "varchar(255)", unicode: false, maxLength: 255, nullable: true),
                    InvoiceId = table.Column<string>(type: "varchar(255)", unicode: false, maxLength: 255, nullable: true),
                    ObjectId = table.Column<string>(type: "varchar(255)", unicode: false, maxLength: 255, nullable: true),
                    Claimant = table.Column<byte[]>(type: "binary(16)", nullable: true),
                    Payload = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    ReceivedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    IsIgnored = table.Column<bool>(type: "bit", nullable: false),
                    MessageId = table.Column<byte[]>(type: "binary(16)", nullable: true),
                    ProcessedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Attempts = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WebhookEvents", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CheckoutSessions_OrganizationId",
                table: "CheckoutSessions",
                column: "OrganizationId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_InvoiceId",
                table: "Invoices",
                column: "InvoiceId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_OrganizationId_Id",
                table: "Invoices",
                columns: new[] { "OrganizationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Subscriptions_CustomerId",
                table: "Subscriptions",
                column: "CustomerId",
                unique: true,
                filter: "[CustomerId] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Subscriptions_OrganizationId",
                table: "Subscriptions",
                column: "OrganizationId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WebhookEvents_EventId",
                table: "WebhookEvents",
                column: "EventId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WebhookEvents_MessageId",
                table: "WebhookEvents",
                column: "MessageId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CheckoutSessions");

            migrationBuilder.DropTable(
                name: "Invoices");

            migrationBuilder.DropTable(
                name: "Subscriptions");

            migrationBuilder.DropTable(
                name: "WebhookEvents");
        }
    }
}
