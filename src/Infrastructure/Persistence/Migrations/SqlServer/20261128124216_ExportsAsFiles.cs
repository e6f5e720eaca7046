using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MySaas.Infrastructure.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class ExportsAsFiles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Their bytes are in the columns that go. Exports that are not packed yet stay, and are packed as files.
            migrationBuilder.Sql("DELETE FROM [AuditLogExports] WHERE [TokenHash] IS NOT NULL; DELETE FROM [AccountExports];");

            migrationBuilder.DropColumn(
                name: "Content",
                table: "AuditLogExports");

            migrationBuilder.DropColumn(
                name: "Archive",
                table: "AccountExports");

            migrationBuilder.AddColumn<byte[]>(
                name: "FileId",
                table: "AuditLogExports",
                type: "binary(16)",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Sha256",
                table: "AuditLogExports",
                type: "varchar(64)",
                unicode: false,
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Size",
                table: "AuditLogExports",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ContentType",
                table: "AccountExports",
                type: "varchar(127)",
                unicode: false,
                maxLength: 127,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Name",
                table: "AccountExports",
                type: "nvarchar(255)",
                maxLength: 255,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Sha256",
                table: "AccountExports",
                type: "varchar(64)",
                unicode: false,
                maxLength: 64,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "Size",
                table: "AccountExports",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateIndex(
                name: "IX_AuditLogExports_FileId",
                table: "AuditLogExports",
                column: "FileId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // Their bytes are in the storage, where the columns cannot have them from.
            migrationBuilder.Sql("DELETE FROM [AuditLogExports] WHERE [TokenHash] IS NOT NULL; DELETE FROM [AccountExports];");

            migrationBuilder.DropIndex(
                name: "IX_AuditLogExports_FileId",
                table: "AuditLogExports");

            migrationBuilder.DropColumn(
                name: "FileId",
                table: "AuditLogExports");

            migrationBuilder.DropColumn(
                name: "Sha256",
                table: "AuditLogExports");

            migrationBuilder.DropColumn(
                name: "Size",
                table: "AuditLogExports");

            migrationBuilder.DropColumn(
                name: "ContentType",
                table: "AccountExports");

            migrationBuilder.DropColumn(
                name: "Name",
                table: "AccountExports");

            migrationBuilder.DropColumn(
                name: "Sha256",
                table: "AccountExports");

            migrationBuilder.DropColumn(
                name: "Size",
                table: "AccountExports");

            migrationBuilder.AddColumn<byte[]>(
                name: "Content",
                table: "AuditLogExports",
                type: "varbinary(max)",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "Archive",
                table: "AccountExports",
                type: "varbinary(max)",
                nullable: false,
                defaultValue: new byte[0]);
        }
    }
}
