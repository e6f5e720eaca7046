using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MySaas.Infrastructure.Persistence.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class ExportsAsFiles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Their bytes are in the columns that go. Exports that are not packed yet stay, and are packed as files.
            migrationBuilder.Sql("DELETE FROM audit_log_exports WHERE token_hash IS NOT NULL; DELETE FROM account_exports;");

            migrationBuilder.DropColumn(
                name: "content",
                table: "audit_log_exports");

            migrationBuilder.DropColumn(
                name: "archive",
                table: "account_exports");

            migrationBuilder.AddColumn<Guid>(
                name: "file_id",
                table: "audit_log_exports",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "sha256",
                table: "audit_log_exports",
                type: "character varying(64)",
                unicode: false,
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "size",
                table: "audit_log_exports",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "content_type",
                table: "account_exports",
                type: "character varying(127)",
                unicode: false,
                maxLength: 127,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "name",
                table: "account_exports",
                type: "character varying(255)",
                maxLength: 255,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "sha256",
                table: "account_exports",
                type: "character varying(64)",
                unicode: false,
                maxLength: 64,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "size",
                table: "account_exports",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateIndex(
                name: "ix_audit_log_exports_file_id",
                table: "audit_log_exports",
                column: "file_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // Their bytes are in the storage, where the columns cannot have them from.
            migrationBuilder.Sql("DELETE FROM audit_log_exports WHERE token_hash IS NOT NULL; DELETE FROM account_exports;");

            migrationBuilder.DropIndex(
                name: "ix_audit_log_exports_file_id",
                table: "audit_log_exports");

            migrationBuilder.DropColumn(
                name: "file_id",
                table: "audit_log_exports");

            migrationBuilder.DropColumn(
                name: "sha256",
                table: "audit_log_exports");

            migrationBuilder.DropColumn(
                name: "size",
                table: "audit_log_exports");

            migrationBuilder.DropColumn(
                name: "content_type",
                table: "account_exports");

            migrationBuilder.DropColumn(
                name: "name",
                table: "account_exports");

            migrationBuilder.DropColumn(
                name: "sha256",
                table: "account_exports");

            migrationBuilder.DropColumn(
                name: "size",
                table: "account_exports");

            migrationBuilder.AddColumn<byte[]>(
                name: "content",
                table: "audit_log_exports",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "archive",
                table: "account_exports",
                type: "bytea",
                nullable: false,
                defaultValue: new byte[0]);
        }
    }
}
