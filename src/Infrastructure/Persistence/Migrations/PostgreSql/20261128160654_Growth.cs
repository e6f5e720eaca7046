using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MySaas.Infrastructure.Persistence.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Growth : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_users_id",
                table: "users",
                column: "id",
                filter: "NOT email_confirmed");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_messages_type_id",
                table: "outbox_messages",
                columns: new[] { "type", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_one_time_tokens_expires_at",
                table: "one_time_tokens",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_memberships_organization_id_role_id",
                table: "memberships",
                columns: new[] { "organization_id", "role", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_impersonator_id",
                table: "audit_entries",
                column: "impersonator_id",
                filter: "impersonator_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_organization_id_id1",
                table: "api_keys",
                columns: new[] { "organization_id", "id" },
                filter: "revoked_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_account_exports_expires_at",
                table: "account_exports",
                column: "expires_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_users_id",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_outbox_messages_type_id",
                table: "outbox_messages");

            migrationBuilder.DropIndex(
                name: "ix_one_time_tokens_expires_at",
                table: "one_time_tokens");

            migrationBuilder.DropIndex(
                name: "ix_memberships_organization_id_role_id",
                table: "memberships");

            migrationBuilder.DropIndex(
                name: "ix_audit_entries_impersonator_id",
                table: "audit_entries");

            migrationBuilder.DropIndex(
                name: "ix_api_keys_organization_id_id1",
                table: "api_keys");

            migrationBuilder.DropIndex(
                name: "ix_account_exports_expires_at",
                table: "account_exports");
        }
    }
}
