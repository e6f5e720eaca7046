using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MySaas.Infrastructure.Persistence.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class DirectUploads : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "content_type",
                table: "uploads",
                type: "character varying(127)",
                unicode: false,
                maxLength: 127,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "name",
                table: "uploads",
                type: "character varying(255)",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "sha256",
                table: "uploads",
                type: "character varying(64)",
                unicode: false,
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "verifying_until",
                table: "uploads",
                type: "timestamp with time zone",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "content_type",
                table: "uploads");

            migrationBuilder.DropColumn(
                name: "name",
                table: "uploads");

            migrationBuilder.DropColumn(
                name: "sha256",
                table: "uploads");

            migrationBuilder.DropColumn(
                name: "verifying_until",
                table: "uploads");
        }
    }
}
