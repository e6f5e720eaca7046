using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MySaas.Infrastructure.Persistence.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class WebhookEventLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_webhook_events_id",
                table: "webhook_events",
                column: "id",
                filter: "is_ignored");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_events_type_id",
                table: "webhook_events",
                columns: new[] { "type", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_webhook_events_id",
                table: "webhook_events");

            migrationBuilder.DropIndex(
                name: "ix_webhook_events_type_id",
                table: "webhook_events");
        }
    }
}
