using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MySaas.Infrastructure.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Growth : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Users_Unconfirmed",
                table: "Users",
                column: "Id",
                filter: "NOT \"EmailConfirmed\"");

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMessages_Type_Id",
                table: "OutboxMessages",
                columns: new[] { "Type", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_OneTimeTokens_ExpiresAt",
                table: "OneTimeTokens",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_OrganizationId_Role_Id",
                table: "Memberships",
                columns: new[] { "OrganizationId", "Role", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_Impersonated",
                table: "AuditEntries",
                column: "ImpersonatorId",
                filter: "\"ImpersonatorId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ApiKeys_NotRevoked",
                table: "ApiKeys",
                columns: new[] { "OrganizationId", "Id" },
                filter: "\"RevokedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AccountExports_ExpiresAt",
                table: "AccountExports",
                column: "ExpiresAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Users_Unconfirmed",
                table: "Users");

            migrationBuilder.DropIndex(
                name: "IX_OutboxMessages_Type_Id",
                table: "OutboxMessages");

            migrationBuilder.DropIndex(
                name: "IX_OneTimeTokens_ExpiresAt",
                table: "OneTimeTokens");

            migrationBuilder.DropIndex(
                name: "IX_Memberships_OrganizationId_Role_Id",
                table: "Memberships");

            migrationBuilder.DropIndex(
                name: "IX_AuditEntries_Impersonated",
                table: "AuditEntries");

            migrationBuilder.DropIndex(
                name: "IX_ApiKeys_NotRevoked",
                table: "ApiKeys");

            migrationBuilder.DropIndex(
                name: "IX_AccountExports_ExpiresAt",
                table: "AccountExports");
        }
    }
}
