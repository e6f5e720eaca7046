using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MySaas.Infrastructure.Persistence.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class BusinessFigures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "active_organizations",
                table: "business_metrics",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "active_subscriptions",
                table: "business_metrics",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "churned_subscriptions",
                table: "business_metrics",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "mrr",
                table: "business_metrics",
                type: "text",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<int>(
                name: "new_subscriptions",
                table: "business_metrics",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "past_due_subscriptions",
                table: "business_metrics",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "trialing_subscriptions",
                table: "business_metrics",
                type: "integer",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "active_organizations",
                table: "business_metrics");

            migrationBuilder.DropColumn(
                name: "active_subscriptions",
                table: "business_metrics");

            migrationBuilder.DropColumn(
                name: "churned_subscriptions",
                table: "business_metrics");

            migrationBuilder.DropColumn(
                name: "mrr",
                table: "business_metrics");

            migrationBuilder.DropColumn(
                name: "new_subscriptions",
                table: "business_metrics");

            migrationBuilder.DropColumn(
                name: "past_due_subscriptions",
                table: "business_metrics");

            migrationBuilder.DropColumn(
                name: "trialing_subscriptions",
                table: "business_metrics");
        }
    }
}
