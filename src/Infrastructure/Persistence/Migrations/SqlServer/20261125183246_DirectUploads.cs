using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MySaas.Infrastructure.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class DirectUploads : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ContentType",
                table: "Uploads",
                type: "varchar(127)",
                unicode: false,
                maxLength: 127,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Name",
                table: "Uploads",
                type: "nvarchar(255)",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Sha256",
                table: "Uploads",
                type: "varchar(64)",
                unicode: false,
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "VerifyingUntil",
                table: "Uploads",
                type: "datetimeoffset",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ContentType",
                table: "Uploads");

            migrationBuilder.DropColumn(
                name: "Name",
                table: "Uploads");

            migrationBuilder.DropColumn(
                name: "Sha256",
                table: "Uploads");

            migrationBuilder.DropColumn(
                name: "VerifyingUntil",
                table: "Uploads");
        }
    }
}
