using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MySaas.Infrastructure.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class BusinessFigures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "ActiveOrganizations",
                table: "BusinessMetrics",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ActiveSubscriptions",
                table: "BusinessMetrics",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ChurnedSubscriptions",
                table: "BusinessMetrics",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Mrr",
                table: "BusinessMetrics",
                type: "nvarchar(max)",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<int>(
                name: "NewSubscriptions",
                table: "BusinessMetrics",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "PastDueSubscriptions",
                table: "BusinessMetrics",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "TrialingSubscriptions",
                table: "BusinessMetrics",
                type: "int",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ActiveOrganizations",
                table: "BusinessMetrics");

            migrationBuilder.DropColumn(
                name: "ActiveSubscriptions",
                table: "BusinessMetrics");

            migrationBuilder.DropColumn(
                name: "ChurnedSubscriptions",
                table: "BusinessMetrics");

            migrationBuilder.DropColumn(
                name: "Mrr",
                table: "BusinessMetrics");

            migrationBuilder.DropColumn(
                name: "NewSubscriptions",
                table: "BusinessMetrics");

            migrationBuilder.DropColumn(
                name: "PastDueSubscriptions",
                table: "BusinessMetrics");

            migrationBuilder.DropColumn(
                name: "TrialingSubscriptions",
                table: "BusinessMetrics");
        }
    }
}
