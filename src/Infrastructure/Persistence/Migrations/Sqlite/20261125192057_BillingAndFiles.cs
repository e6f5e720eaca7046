using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MySaas.Infrastructure.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class BillingAndFiles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "ActiveOrganizations",
                table: "BusinessMetrics",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ActiveSubscriptions",
                table: "BusinessMetrics",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ChurnedSubscriptions",
                table: "BusinessMetrics",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Mrr",
                table: "BusinessMetrics",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<int>(
                name: "NewSubscriptions",
                table: "BusinessMetrics",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "PastDueSubscriptions",
                table: "BusinessMetrics",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "TrialingSubscriptions",
                table: "BusinessMetrics",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "CheckoutSessions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SessionId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 255, nullable: false),
                    PlanCode = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Interval = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Url = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    ExpiresAt = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
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
                name: "DriftEntries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SubscriptionId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 255, nullable: false),
                    Field = table.Column<string>(type: "TEXT", unicode: false, maxLength: 50, nullable: false),
                    Ours = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    Stripes = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    RepairedAt = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DriftEntries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DriftEntries_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Files",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    UploaderId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", unicode: false, maxLength: 127, nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Step = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: true),
                    Scan = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Threat = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    RejectedBecause = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    Content = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    ThumbnailSize = table.Column<long>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Files", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Files_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Files_Users_UploaderId",
                        column: x => x.UploaderId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "Invoices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    InvoiceId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 255, nullable: false),
                    SubscriptionId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 255, nullable: true),
                    Number = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    Status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    AmountDue = table.Column<long>(type: "INTEGER", nullable: false),
                    AmountPaid = table.Column<long>(type: "INTEGER", nullable: false),
                    Currency = table.Column<string>(type: "TEXT", unicode: false, maxLength: 3, nullable: false),
                    CreatedAt = table.Column<string>(type: "TEXT", nullable: false),
                    HostedUrl = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    PdfUrl = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    HasAskedForAction = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
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
                name: "ProviderWalks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    List = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    RunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StepId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<string>(type: "TEXT", nullable: false),
                    FinishedAt = table.Column<string>(type: "TEXT", nullable: true),
                    SeenUntil = table.Column<string>(type: "TEXT", nullable: true),
                    IsWantedAgain = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProviderWalks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Subscriptions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CustomerId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 255, nullable: true),
                    IsCustomerDeleted = table.Column<bool>(type: "INTEGER", nullable: false),
                    PastDueSince = table.Column<string>(type: "TEXT", nullable: true),
                    HasHadTrial = table.Column<bool>(type: "INTEGER", nullable: false),
                    Attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    SecondSubscriptionId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 255, nullable: true),
                    TrialEndAnnounced = table.Column<string>(type: "TEXT", nullable: true),
                    Disputes = table.Column<string>(type: "TEXT", nullable: false),
                    ComparedAt = table.Column<string>(type: "TEXT", nullable: true),
                    State_CancelAtPeriodEnd = table.Column<bool>(type: "INTEGER", nullable: true),
                    State_CancelsAt = table.Column<string>(type: "TEXT", nullable: true),
                    State_CreatedAt = table.Column<string>(type: "TEXT", nullable: true),
                    State_Currency = table.Column<string>(type: "TEXT", unicode: false, maxLength: 3, nullable: true),
                    State_CurrentPeriodEnd = table.Column<string>(type: "TEXT", nullable: true),
                    State_CurrentPeriodStart = table.Column<string>(type: "TEXT", nullable: true),
                    State_CustomerId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 255, nullable: true),
                    State_EndedAt = table.Column<string>(type: "TEXT", nullable: true),
                    State_Interval = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    State_LatestInvoiceId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 255, nullable: true),
                    State_PlanCode = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    State_RetainedPlanCode = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    State_RetainedUntil = table.Column<string>(type: "TEXT", nullable: true),
                    State_Seats = table.Column<int>(type: "INTEGER", nullable: true),
                    State_Status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    State_SubscriptionId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 255, nullable: true),
                    State_TrialEndsAt = table.Column<string>(type: "TEXT", nullable: true),
                    State_UnitAmount = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
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
                name: "Uploads",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    UploaderId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ReservedBytes = table.Column<long>(type: "INTEGER", nullable: false),
                    StartedAt = table.Column<string>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    ContentType = table.Column<string>(type: "TEXT", unicode: false, maxLength: 127, nullable: true),
                    Sha256 = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    VerifyingUntil = table.Column<string>(type: "TEXT", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Uploads", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Uploads_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Uploads_Users_UploaderId",
                        column: x => x.UploaderId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "UsageCounters",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LimitName = table.Column<string>(type: "TEXT", unicode: false, maxLength: 50, nullable: false),
                    Period = table.Column<int>(type: "INTEGER", nullable: false),
                    Used = table.Column<long>(type: "INTEGER", nullable: false),
                    ComparedAt = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UsageCounters", x => new { x.OrganizationId, x.LimitName });
                    table.ForeignKey(
                        name: "FK_UsageCounters_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "UsageRecords",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Meter = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Quantity = table.Column<long>(type: "INTEGER", nullable: false),
                    UsedAt = table.Column<string>(type: "TEXT", nullable: false),
                    ReportedAt = table.Column<string>(type: "TEXT", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UsageRecords", x => x.Id);
                    table.ForeignKey(
                        name: "FK_UsageRecords_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "WebhookEvents",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    EventId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 255, nullable: false),
                    Type = table.Column<string>(type: "TEXT", unicode: false, maxLength: 255, nullable: false),
                    ApiVersion = table.Column<string>(type: "TEXT", unicode: false, maxLength: 255, nullable: true),
                    OccurredAt = table.Column<string>(type: "TEXT", nullable: false),
                    CustomerId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 255, nullable: true),
                    SubscriptionId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 255, nullable: true),
                    InvoiceId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 255, nullable: true),
                    ObjectId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 255, nullable: true),
                    Claimant = table.Column<Guid>(type: "TEXT", nullable: true),
                    Payload = table.Column<string>(type: "TEXT", nullable: false),
                    ReceivedAt = table.Column<string>(type: "TEXT", nullable: false),
                    IsIgnored = table.Column<bool>(type: "INTEGER", nullable: false),
                    MessageId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ProcessedAt = table.Column<string>(type: "TEXT", nullable: true),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
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
                name: "IX_DriftEntries_OrganizationId",
                table: "DriftEntries",
                column: "OrganizationId");

            migrationBuilder.CreateIndex(
                name: "IX_Files_OrganizationId_Id",
                table: "Files",
                columns: new[] { "OrganizationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Files_Status_CreatedAt",
                table: "Files",
                columns: new[] { "Status", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Files_UploaderId",
                table: "Files",
                column: "UploaderId");

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
                name: "IX_ProviderWalks_List",
                table: "ProviderWalks",
                column: "List",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Subscriptions_CustomerId",
                table: "Subscriptions",
                column: "CustomerId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Subscriptions_OrganizationId",
                table: "Subscriptions",
                column: "OrganizationId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Uploads_ExpiresAt",
                table: "Uploads",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_Uploads_OrganizationId",
                table: "Uploads",
                column: "OrganizationId");

            migrationBuilder.CreateIndex(
                name: "IX_Uploads_UploaderId",
                table: "Uploads",
                column: "UploaderId");

            migrationBuilder.CreateIndex(
                name: "IX_UsageCounters_LimitName_ComparedAt",
                table: "UsageCounters",
                columns: new[] { "LimitName", "ComparedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_UsageRecords_OrganizationId_Id",
                table: "UsageRecords",
                columns: new[] { "OrganizationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_WebhookEvents_EventId",
                table: "WebhookEvents",
                column: "EventId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WebhookEvents_Ignored",
                table: "WebhookEvents",
                column: "Id",
                filter: "\"IsIgnored\"");

            migrationBuilder.CreateIndex(
                name: "IX_WebhookEvents_MessageId",
                table: "WebhookEvents",
                column: "MessageId");

            migrationBuilder.CreateIndex(
                name: "IX_WebhookEvents_Type_Id",
                table: "WebhookEvents",
                columns: new[] { "Type", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CheckoutSessions");

            migrationBuilder.DropTable(
                name: "DriftEntries");

            migrationBuilder.DropTable(
                name: "Files");

            migrationBuilder.DropTable(
                name: "Invoices");

            migrationBuilder.DropTable(
                name: "ProviderWalks");

            migrationBuilder.DropTable(
                name: "Subscriptions");

            migrationBuilder.DropTable(
                name: "Uploads");

            migrationBuilder.DropTable(
                name: "UsageCounters");

            migrationBuilder.DropTable(
                name: "UsageRecords");

            migrationBuilder.DropTable(
                name: "WebhookEvents");

            migrationBuilder.DropColumn(
                name: "ActiveOrganizations",
                table: "BusinessMetrics");

            migrationBuilder.DropColumn(
                name: "ActiveSubscriptions",
                table: "BusinessMetrics");

            migrationBuilder.DropColumn(
                name: "ChurnedSubscriptions",
                table: "BusinessMetrics");

            migrationBuilder.DropColumn(
                name: "Mrr",
                table: "BusinessMetrics");

            migrationBuilder.DropColumn(
                name: "NewSubscriptions",
                table: "BusinessMetrics");

            migrationBuilder.DropColumn(
                name: "PastDueSubscriptions",
                table: "BusinessMetrics");

            migrationBuilder.DropColumn(
                name: "TrialingSubscriptions",
                table: "BusinessMetrics");
        }
    }
}
