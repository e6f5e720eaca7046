using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MySaas.Infrastructure.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class FileQuota : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ReservedBytes",
                table: "Uploads",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ReservedBytes",
                table: "Uploads");
        }
    }
}
