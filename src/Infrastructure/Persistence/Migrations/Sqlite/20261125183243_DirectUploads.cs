using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MySaas.Infrastructure.Persistence.Migrations.Sqlite
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
                type: "TEXT",
                unicode: false,
                maxLength: 127,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Name",
                table: "Uploads",
                type: "TEXT",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Sha256",
                table: "Uploads",
                type: "TEXT",
                unicode: false,
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "VerifyingUntil",
                table: "Uploads",
                type: "TEXT",
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
