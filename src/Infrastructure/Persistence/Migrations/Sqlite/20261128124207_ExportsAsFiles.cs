using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MySaas.Infrastructure.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ExportsAsFiles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Their bytes are in the columns that go. Exports that are not packed yet stay, and are packed as files.
            migrationBuilder.Sql("DELETE FROM AuditLogExports WHERE TokenHash IS NOT NULL; DELETE FROM AccountExports;");

            // Not by DropColumn: it builds the tables anew in several transactions, and a crash between them could not be taken up again.
            migrationBuilder.Sql("ALTER TABLE AuditLogExports DROP COLUMN Content; ALTER TABLE AccountExports DROP COLUMN Archive;");

            migrationBuilder.AddColumn<Guid>(
                name: "FileId",
                table: "AuditLogExports",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Sha256",
                table: "AuditLogExports",
                type: "TEXT",
                unicode: false,
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Size",
                table: "AuditLogExports",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ContentType",
                table: "AccountExports",
                type: "TEXT",
                unicode: false,
                maxLength: 127,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Name",
                table: "AccountExports",
                type: "TEXT",
                maxLength: 255,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Sha256",
                table: "AccountExports",
                type: "TEXT",
                unicode: false,
                maxLength: 64,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "Size",
                table: "AccountExports",
                type: "INTEGER",
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
            migrationBuilder.Sql("DELETE FROM AuditLogExports WHERE TokenHash IS NOT NULL; DELETE FROM AccountExports;");

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
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "Archive",
                table: "AccountExports",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0]);
        }
    }
}
